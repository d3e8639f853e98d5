import { describe, expect, test } from '@jest/globals';
import type { RecordLookup } from '../assets/asset-facts.ts';
import { RECORD_OF_NOBODY } from '../../test/support/parties/record-of-nobody.ts';
import { determineType, type TypeContext } from './type-determination.ts';

const context: TypeContext = {
  domainInOpenOrder: false,
  certificateInOpenOrder: false,
  entityOwnedByOtherAccount: false,
  accountFiledAnotherEntity: false,
};
const outcome = (lookup: Partial<RecordLookup>, about: Partial<TypeContext> = {}) => {
  const result = determineType({ ...RECORD_OF_NOBODY, ...lookup }, { ...context, ...about });
  return result.result === 'TYPE' ? result.type : result.result === 'BLOCKED' ? result.code : result.result;
};

const FLAGS = ['entityFiled', 'entityHere', 'domainFiled', 'domainOfEntity', 'domainHere', 'shellEntity'] as const;
const combinations = Array.from({ length: 64 }, (_, bits): RecordLookup => ({
  ...RECORD_OF_NOBODY,
  ...Object.fromEntries(FLAGS.map((flag, position) => [flag, ((bits >> position) & 1) === 1])),
}));

describe('A-001 the rows of R-TYPE-3:', () => {
  test.each<[string, Partial<RecordLookup>, string]>([
    ['neither entity nor domain filed', {}, 'FIRST'],
    ['entity filed elsewhere, domain not', { entityFiled: true }, 'NEW_SITE_ELSEWHERE'],
    ['entity filed here, domain not', { entityFiled: true, entityHere: true }, 'NEW_SITE_HERE'],
    ['both filed, nothing here', { entityFiled: true, domainFiled: true, domainOfEntity: true }, 'TRANSFER_NEW'],
    [
      'both filed, entity here',
      { entityFiled: true, entityHere: true, domainFiled: true, domainOfEntity: true },
      'TRANSFER_MORE',
    ],
    [
      'both filed here',
      { entityFiled: true, entityHere: true, domainFiled: true, domainOfEntity: true, domainHere: true },
      'NOTHING_TO_ADD',
    ],
    ["a stranger's domain, entity new", { domainFiled: true }, 'DOMAIN_OF_ANOTHER'],
    ["a stranger's domain, entity filed", { entityFiled: true, domainFiled: true }, 'DOMAIN_OF_ANOTHER'],
    ['shell entity', { entityFiled: true, shellEntity: true }, 'SHELL_ENTITY'],
  ])('%s', (_what, lookup, expected) => {
    expect(outcome(lookup)).toBe(expected);
  });

  test('A-001 all 64 combinations give what the table says, block rows first', () => {
    const table = (l: RecordLookup): string => {
      if (l.domainFiled && !l.domainOfEntity) return 'DOMAIN_OF_ANOTHER';
      if (l.entityFiled && l.shellEntity && !l.entityHere && !l.domainFiled) return 'SHELL_ENTITY';
      const key = [l.entityFiled, l.entityHere, l.domainFiled, l.domainHere].map((flag) => (flag ? 'y' : 'n')).join('');
      if (/^n.n.$/.test(key)) return 'FIRST';
      if (/^ynn.$/.test(key)) return 'NEW_SITE_ELSEWHERE';
      if (/^yyn.$/.test(key)) return 'NEW_SITE_HERE';
      if (key === 'ynyn') return 'TRANSFER_NEW';
      if (key === 'yyyn') return 'TRANSFER_MORE';
      if (key === 'yyyy') return 'NOTHING_TO_ADD';
      return 'OPERATOR_TASK';
    };
    expect(combinations).toHaveLength(64);
    for (const lookup of combinations) expect([lookup, outcome(lookup)]).toEqual([lookup, table(lookup)]);
  });

  test('A-001 every block says what to do', () => {
    for (const lookup of combinations) {
      const result = determineType(lookup, context);
      if (result.result !== 'TYPE') expect(result.advice.length).toBeGreaterThan(30);
    }
  });
});

describe('R-TYPE-6 R-TYPE-7 a block by the type check:', () => {
  test('A-001 an order is blocked while its domain or certificate is in another open order', () => {
    expect(outcome({}, { domainInOpenOrder: true })).toBe('DOMAIN_IN_OPEN_ORDER');
    expect(outcome({}, { certificateInOpenOrder: true })).toBe('CERTIFICATE_IN_OPEN_ORDER');
  });

  test('A-001 a new website is blocked while another account owns the entity', () => {
    const filedHere = { entityFiled: true, entityHere: true };
    expect(outcome(filedHere, { entityOwnedByOtherAccount: true })).toBe('ENTITY_OF_ANOTHER_ACCOUNT');
    expect(outcome(filedHere)).toBe('NEW_SITE_HERE');
  });

  test('A-120 the advice about a stranger’s record names look-up, form and post', () => {
    const result = determineType({ ...RECORD_OF_NOBODY, domainFiled: true }, context);
    expect(result).toMatchObject({ advice: expect.stringMatching(/Look up.*form.*file again/) });
  });

  test.each([
    ['a further website', { entityFiled: true, entityHere: true }],
    ['a further website of an entity filed elsewhere', { entityFiled: true }],
    ['a transfer', { entityFiled: true, domainFiled: true, domainOfEntity: true }],
    ['a further transfer', { entityFiled: true, entityHere: true, domainFiled: true, domainOfEntity: true }],
  ])('A-076 R-TYPE-6 %s is blocked while another account owns the entity here', (_what, lookup) =>
    expect(outcome(lookup, { entityOwnedByOtherAccount: true })).toBe('ENTITY_OF_ANOTHER_ACCOUNT'),
  );

  test('R-PUB-3 an entity that MIIT does not know any more is filed for the first time, whatever is recorded here', () => {
    expect(outcome({}, { entityOwnedByOtherAccount: true })).toBe('FIRST');
  });

  test('A-076 R-ACC-1 an account that has filed one entity files no other, whatever MIIT has of it', () => {
    for (const lookup of combinations) {
      expect(outcome(lookup, { accountFiledAnotherEntity: true })).toBe('ACCOUNT_OF_ANOTHER_ENTITY');
    }
  });

  test('A-121 a blacklisted document number is refused before anything else', () => {
    expect(outcome({ blacklisted: true, domainFiled: true }, { domainInOpenOrder: true })).toBe('BLACKLISTED');
  });

  test('A-109 an expired entity document stops add-orders until the change is completed', () => {
    const lookup = { entityFiled: true, entityHere: true };
    for (const ownRecord of [true, false]) {
      const entityChangeNeeded = { number: '鄂ICP备2024000007号', ownRecord };
      expect(outcome(lookup, { entityChangeNeeded })).toBe('ENTITY_CHANGE_FIRST');
      const result = determineType({ ...RECORD_OF_NOBODY, ...lookup }, { ...context, entityChangeNeeded });
      expect(result).toMatchObject({ advice: expect.stringContaining('鄂ICP备2024000007号') });
    }
  });
});
