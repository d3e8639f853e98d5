import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkNeed, NEED_ANSWERS, needQuestionSchema, type NeedQuestion } from './need-check.ts';

const ask = (question: Partial<NeedQuestion>) =>
  checkNeed(needQuestionSchema.parse({ target: 'MAINLAND', ...question }));

describe('the wizard that says whether a filing is needed', () => {
  test.each<[string, Partial<NeedQuestion>, string, string]>([
    ['domain only', { target: 'NONE', server: 'NONE' }, 'NOT_NEEDED', 'R-NEED-1'],
    ['not reachable yet', { reachable: false }, 'NOT_YET', 'R-NEED-4'],
    ['mail host', { target: 'NONE', mailHost: true }, 'FILE', 'R-NEED-3'],
    ['server without a domain', { target: 'NONE', server: 'HERE' }, 'NOT_NEEDED', 'R-NEED-5'],
    ['Hong Kong', { target: 'HONG_KONG_OR_OVERSEAS' }, 'NOT_NEEDED', 'R-NEED-2'],
    ['mainland', {}, 'FILE', 'R-NEED-2'],
    ['reachable by IP only', { ipOnly: true }, 'CANNOT_BE_FILED', 'R-NEED-14'],
  ])('A-070 answers a question about %s', (_what, question, expected, rule) => {
    expect(ask(question)).toMatchObject({ answer: expected, rule });
  });

  test.each<[string, Partial<NeedQuestion>, string]>([
    ['filed here', { subdomain: true, filed: 'HERE' }, 'NOT_NEEDED'],
    ['filed elsewhere', { subdomain: true, filed: 'ELSEWHERE' }, 'TRANSFER'],
    ['not filed', { subdomain: true, filed: 'NO' }, 'FILE'],
  ])('A-071 treats a sub-domain by its domain: %s', (_what, question, expected) => {
    expect(ask(question)).toMatchObject({ answer: expected, rule: 'R-NEED-6' });
  });

  test.each<[string, Partial<NeedQuestion>, string]>([
    ['from another provider', { addressChange: 'FROM_OTHER_PROVIDER' }, 'TRANSFER'],
    ['here, with licence', { addressChange: 'WITHIN_PROVIDER', operationalLicence: true }, 'CHANGE_MANDATORY'],
    ['here, without licence', { addressChange: 'WITHIN_PROVIDER' }, 'CHANGE_OPTIONAL'],
  ])('A-072 A-089 says what a new address needs: %s', (_what, change, expected) => {
    expect(ask({ filed: 'HERE', ...change }).answer).toBe(expected);
  });

  test('A-074 asks for a transfer when a domain filed elsewhere is bound to a server here', () => {
    expect(ask({ filed: 'ELSEWHERE', server: 'HERE' }).answer).toBe('TRANSFER');
  });

  test('A-075 refuses whoever has no server here, and asks nothing of a filed domain that stays elsewhere', () => {
    expect(ask({ server: 'ELSEWHERE' })).toMatchObject({
      answer: 'NOT_HERE',
      reason: expect.stringContaining("file with your server's provider"),
    });
    expect(ask({ filed: 'ELSEWHERE', server: 'ELSEWHERE' }).answer).toBe('NOT_NEEDED');
  });

  test('A-095 asks for the same filing on every port, whoever the registrar is', () => {
    const answers = [80, 443, 8080].map((port) => ask({ port }).answer);
    expect(answers).toEqual(['FILE', 'FILE', 'FILE']);
    expect(ask({ port: 443, server: 'ELSEWHERE' }).reason).toContain("The domain's registrar does not matter");
  });

  test('A-102 warns the owner of a filed site that moves to Hong Kong, whose record stays', () => {
    expect(ask({ target: 'HONG_KONG_OR_OVERSEAS', filed: 'HERE' })).toMatchObject({
      answer: 'NOT_NEEDED',
      rule: 'R-NEED-13',
      reason: expect.stringContaining('may lose its access'),
    });
  });

  test('A-139 refuses a suffix that cannot be filed on a mainland server, and accepts it outside', () => {
    expect(ask({ suffixFileable: false }).answer).toBe('CANNOT_BE_FILED');
    expect(ask({ suffixFileable: false, target: 'HONG_KONG_OR_OVERSEAS' }).answer).toBe('NOT_NEEDED');
  });

  const question = fc.record({
    target: fc.constantFrom('NONE' as const, 'MAINLAND' as const, 'HONG_KONG_OR_OVERSEAS' as const),
    ipOnly: fc.boolean(),
    reachable: fc.boolean(),
    mailHost: fc.boolean(),
    server: fc.constantFrom('HERE' as const, 'ELSEWHERE' as const, 'NONE' as const),
    filed: fc.constantFrom('NO' as const, 'HERE' as const, 'ELSEWHERE' as const),
    subdomain: fc.boolean(),
    addressChange: fc.constantFrom('NO' as const, 'WITHIN_PROVIDER' as const, 'FROM_OTHER_PROVIDER' as const),
    operationalLicence: fc.boolean(),
    suffixFileable: fc.boolean(),
  });

  test('answers every question with a reason, and never asks for a filing of a domain that points outside', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const given = checkNeed(asked);
        expect(NEED_ANSWERS).toContain(given.answer);
        expect(given.reason.length).toBeGreaterThan(20);
        if (asked.target === 'HONG_KONG_OR_OVERSEAS' && !asked.mailHost) expect(given.answer).toBe('NOT_NEEDED');
      }),
    );
  });
});
