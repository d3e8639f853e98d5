import { describe, expect, test } from '@jest/globals';
import { policy } from '../policy/policy-row.ts';
import { shanghai } from '../time/instant.ts';
import {
  completeOrder,
  enterpriseForm,
  individualForm,
  sampleDomain,
  samplePerson,
} from '../../test/support/orders/sample-orders.ts';
import { changed, individual, stops, warns, withPolicies } from '../../test/support/orders/changed-orders.ts';
import type { Province } from '../order/form.ts';
import { checkOrder, type OrderFindings } from './check-order.ts';
import { needNote } from './needs-note.ts';

/** An individual of Beijing. */
function beijing() {
  const person = samplePerson('110105', 1, { name: '李雷' });
  return individual({
    entity: { province: 'BJ', mailingProvince: 'BJ', certificateNumber: person.documentNumber },
    P1: person,
  });
}

describe('domains', () => {
  const form = individualForm();
  const domains = (facts: Parameters<typeof sampleDomain>[2]) => ({
    domains: { W1: sampleDomain(form, 'example.cn', facts) },
  });

  test('A-170 89 days of registration left are refused, 90 accepted', () => {
    expect(stops(form, domains({ expiresOn: '2026-05-13' }))).toEqual([]);
    expect(stops(form, domains({ expiresOn: '2026-05-12' }))).toEqual(['websites.W1.domain DOMAIN_EXPIRES_SOON']);
  });

  test('A-170 only the registrable domain is filed', () => {
    expect(stops(individual({ W1: { domain: 'www.example.cn' } }))).toEqual(['websites.W1.domain NOT_REGISTRABLE']);
  });

  test.each(['女性示例.cn', 'xn--fsq54vdrfv72a.cn', '\uf981性示例.cn', '女性示例。ＣＮ'])(
    'R-DOM-7 C16 the label %s is refused for its word, however domain and row write it',
    (domain) => {
      for (const word of ['女性', '\uf981性']) {
        const policies = withPolicies(
          policy('domain.labelRefused', [word], 'a list of this test', { from: '2026-01-01' }),
        );
        expect(stops(individual({ W1: { domain } }), { policies })).toContain('websites.W1.domain DOMAIN_LABEL');
      }
      expect(stops(individual({ W1: { domain } }))).not.toContain('websites.W1.domain DOMAIN_LABEL');
    },
  );

  test('A-077 a foreign registrar is refused, a registrar other than the provider is not', () => {
    expect(stops(form, domains({ mainlandRegistrar: false }))).toEqual(['websites.W1.domain FOREIGN_REGISTRAR']);
    expect(stops(form, domains({ registeredHere: false }))).toEqual([]);
  });

  test('R-DOM-6 Beijing 2019 takes every Chinese suffix that MIIT approves, and no foreign one', () => {
    const accepted = (domain: string) =>
      !stops(changed(beijing(), { W1: { domain, homeUrl: domain } }), { at: shanghai('2019-09-01 10:00') }).includes(
        'websites.W1.domain SUFFIX_NOT_FILEABLE',
      );
    const chinese = ['示例.商城', '示例.中国', '示例.在线', '示例.集团', '示例.商店', '示例.中文网'];
    expect(chinese.filter(accepted)).toEqual(chinese);
    expect(['example.asia', 'example.hk', 'example.club'].filter(accepted)).toEqual([]);
  });

  test.each([
    [{ registrantKind: undefined }, 'REGISTRANT_NOT_KNOWN'],
    [{ registrantMatches: undefined }, 'REGISTRANT_NOT_KNOWN'],
    [{ mainlandRegistrar: undefined }, 'REGISTRAR_NOT_KNOWN'],
    [{ expiresOn: undefined }, 'EXPIRY_NOT_KNOWN'],
  ])(
    'R-DOM-2 R-DOM-3 R-DOM-4 R-DOM-10 of %o the registry says nothing, which a reviewer settles with a note',
    (facts, code) => {
      expect(stops(form, domains(facts))).toEqual([]);
      const { warnings } = checkOrder(completeOrder(form, domains(facts)));
      expect(warnings.map((each) => `${each.path} ${each.code}`)).toEqual([`websites.W1.domain ${code}`]);
      expect(needNote(warnings)).toHaveLength(1);
    },
  );

  test('R-DOM-3 §16.4 a person holds the domain of an organisation only with a proof, and in Jilin not at all', () => {
    const held = (province: Province, proofs: string[], facts: Parameters<typeof sampleDomain>[2]) => {
      const asked = enterpriseForm(province);
      const order = completeOrder(asked);
      return checkOrder({
        ...order,
        documents: [...order.documents, ...proofs.map((slot) => ({ slot }))],
        domains: { ...order.domains, W1: sampleDomain(asked, 'example.com', facts) },
      });
    };
    const ofPerson = { registrantKind: 'PERSON', registrantMatches: false } as const;
    const codes = ({ blocking, warnings }: OrderFindings) => [
      ...blocking.map(({ code }) => `stops ${code}`),
      ...warnings.map(({ code }) => `warns ${code}`),
    ];
    expect(codes(held('NX', [], ofPerson))).toEqual(['stops REGISTRANT_KIND']);
    expect(codes(held('NX', ['domain-holder-proof:W1'], ofPerson))).toEqual(['warns REGISTRANT_PROVED']);
    expect(codes(held('JL', ['domain-holder-proof:W1'], ofPerson))).toContain('stops REGISTRANT_KIND');
    const ofAnother = { registrantKind: 'ORGANISATION', registrantMatches: false } as const;
    expect(codes(held('NX', ['domain-holder-proof:W1'], ofAnother))).toEqual(['stops REGISTRANT_MISMATCH']);
  });

  test('A-091 a registrant of the other kind is refused both ways', () => {
    expect(stops(form, domains({ registrantKind: 'ORGANISATION' }))).toEqual(['websites.W1.domain REGISTRANT_KIND']);
    const organisation = enterpriseForm();
    const facts = {
      W1: sampleDomain(organisation, 'example.com', { registrantKind: 'PERSON' }),
      W2: sampleDomain(organisation, 'example.net'),
    };
    expect(stops(organisation, { domains: facts })).toEqual(['websites.W1.domain REGISTRANT_KIND']);
  });

  test('R-DOM-3 a registrant who is somebody else is refused; an organisation may prove the tie', () => {
    expect(stops(form, domains({ registrantMatches: false }))).toEqual(['websites.W1.domain REGISTRANT_MISMATCH']);
  });

  test('A-090 an unverified domain may be submitted with a warning and is not approved', () => {
    const unverified = domains({ realNameVerifiedOn: undefined });
    expect(stops(form, unverified)).toEqual([]);
    expect(warns(form, unverified)).toEqual(['websites.W1.domain.realName DOMAIN_NOT_VERIFIED']);
    expect(stops(form, { ...unverified, purpose: 'APPROVAL' })).toEqual([
      'websites.W1.domain.realName DOMAIN_NOT_VERIFIED',
    ]);
  });

  test('A-090 A-170 approval waits 3 calendar days after the verification here, 3 business days elsewhere', () => {
    const approval = (verifiedOn: string, registeredHere: boolean, at: string) =>
      stops(form, {
        ...domains({ realNameVerifiedOn: verifiedOn, registeredHere }),
        purpose: 'APPROVAL',
        at: shanghai(at),
      });
    const waits = ['websites.W1.domain.realName DOMAIN_VERIFICATION_TOO_FRESH'];
    expect(approval('2026-01-09', true, '2026-01-12 12:00')).toEqual(waits);
    expect(approval('2026-01-09', true, '2026-01-13 00:00')).toEqual([]);
    expect(approval('2026-01-09', false, '2026-01-14 17:59')).toEqual(waits);
    expect(approval('2026-01-09', false, '2026-01-14 18:00')).toEqual([]);
  });

  test('A-114 Beijing 2019 takes .com .cn .tv and refuses .hk .jp .info .org .co; later it takes .co and .info', () => {
    const accepted = (suffix: string, at: string) => {
      const domain = `example.${suffix}`;
      const asked = changed(beijing(), { W1: { domain, homeUrl: domain } });
      const order = completeOrder(asked, { at: shanghai(at) });
      return !checkOrder(order).blocking.some(({ code }) => code === 'SUFFIX_NOT_FILEABLE');
    };
    expect(['com', 'cn', 'tv'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual(['com', 'cn', 'tv']);
    expect(['hk', 'jp', 'info', 'org', 'co'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual([]);
    expect(['co', 'info', 'hk'].filter((suffix) => accepted(suffix, '2026-02-09 10:00'))).toEqual(['co', 'info']);
  });
});
