import { describe, expect, test } from '@jest/globals';
import { civilDate } from '../time/instant.ts';
import {
  enterpriseForm,
  individualForm,
  SAMPLE_AT,
  SAMPLE_POLICIES,
  sampleInstance,
  sampleWebsite,
} from '../../test/support/orders/sample-orders.ts';
import { stops, warns } from '../../test/support/orders/changed-orders.ts';
import { checkInstanceForCode } from './instances.ts';

describe('servers', () => {
  const form = individualForm();
  const server = (facts: Parameters<typeof sampleInstance>[0]) =>
    stops(form, { instances: { W1: sampleInstance(facts) } });

  test.each([
    [{ mainland: false }, 'INSTANCE_NOT_MAINLAND'],
    [{ prepaid: false }, 'INSTANCE_NOT_PREPAID'],
    [{ termMonths: 2 }, 'INSTANCE_TERM_TOO_SHORT'],
    [{ expiresOn: '2026-02-11' }, 'INSTANCE_EXPIRED'],
    [{ publicIp: undefined }, 'INSTANCE_WITHOUT_PUBLIC_IP'],
  ] as const)('A-022 A-079 a server with %j is refused as %s', (facts, code) => {
    expect(server(facts)).toEqual([`websites.W1.instance ${code}`]);
  });

  test('R-SRV-8 a server that runs for 30 more days or less is warned about, as policy says', () => {
    const warned = (expiresOn: string) => warns(form, { instances: { W1: sampleInstance({ expiresOn }) } });
    expect(warned('2026-03-14')).toEqual(['websites.W1.instance INSTANCE_EXPIRES_DURING']);
    expect(warned('2026-03-15')).toEqual([]);
  });

  test('A-079 a server prepaid for three months is accepted', () => {
    expect(server({ termMonths: 3 })).toEqual([]);
  });

  test('A-118 R-CODE-3 no code stands for a server behind a load balancer, pay-as-you-go, outside the mainland or without an address', () => {
    const forCode = (facts: Parameters<typeof sampleInstance>[0]) =>
      checkInstanceForCode(sampleInstance(facts), SAMPLE_POLICIES, civilDate(SAMPLE_AT)).map(({ code }) => code);
    expect(server({ loadBalancerIp: true })).toEqual([]);
    expect(forCode({ loadBalancerIp: true })).toEqual(['INSTANCE_BEHIND_LOAD_BALANCER']);
    expect(forCode({ loadBalancerIp: false })).toEqual([]);
    expect(forCode({ prepaid: false })).toEqual(['INSTANCE_NOT_PREPAID']);
    expect(forCode({ mainland: false })).toEqual(['INSTANCE_NOT_MAINLAND']);
    expect(forCode({ publicIp: undefined })).toEqual(['INSTANCE_WITHOUT_PUBLIC_IP']);
  });

  test('A-083 a website without a server is refused and the item named', () => {
    expect(stops(form, { instances: {} })).toEqual(['websites.W1.instance MISSING']);
  });

  test('A-175 elastic hosting of 5 months is refused and of 6 months accepted', () => {
    expect(server({ product: 'ELASTIC_HOSTING', termMonths: 5 })).toEqual([
      'websites.W1.instance INSTANCE_TERM_TOO_SHORT',
    ]);
    expect(server({ product: 'ELASTIC_HOSTING', termMonths: 6 })).toEqual([]);
  });

  test('A-175 five websites on one server are accepted and the sixth refused, and a site-builder backs one', () => {
    const onOneServer = (count: number, product: 'VM' | 'SITE_BUILDER') => {
      const websites = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `W${index + 1}`,
          sampleWebsite(`example${index}.com`, '示例科技产品介绍', 'CORPORATE_PRESENTATION', 'P1'),
        ]),
      );
      const instances = Object.fromEntries(Object.keys(websites).map((id) => [id, sampleInstance({ product })]));
      return stops({ ...enterpriseForm(), websites }, { instances });
    };
    expect(onOneServer(5, 'VM')).toEqual([]);
    expect(onOneServer(6, 'VM')).toEqual(['websites.W6.instance INSTANCE_FULL']);
    expect(onOneServer(2, 'SITE_BUILDER')).toEqual(['websites.W2.instance INSTANCE_FULL']);
  });
});
