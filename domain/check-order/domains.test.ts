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
import { checkOrder } from './check-order.ts';

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
    const person = samplePerson('110105', 1, { name: '李雷' });
    const beijing = individual({
      entity: { province: 'BJ', mailingProvince: 'BJ', certificateNumber: person.documentNumber },
      P1: person,
    });
    const accepted = (suffix: string, at: string) => {
      const domain = `example.${suffix}`;
      const asked = changed(beijing, { W1: { domain, homeUrl: domain } });
      const order = completeOrder(asked, { at: shanghai(at) });
      return !checkOrder(order).blocking.some(({ code }) => code === 'SUFFIX_NOT_FILEABLE');
    };
    expect(['com', 'cn', 'tv'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual(['com', 'cn', 'tv']);
    expect(['hk', 'jp', 'info', 'org', 'co'].filter((suffix) => accepted(suffix, '2019-09-01 10:00'))).toEqual([]);
    expect(['co', 'info', 'hk'].filter((suffix) => accepted(suffix, '2026-02-09 10:00'))).toEqual(['co', 'info']);
  });
});
