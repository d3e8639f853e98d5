import { describe, expect, test } from '@jest/globals';
import type { CivilDate } from '../time/instant.ts';
import { preparationList, type Preparation } from './preparation.ts';
import {
  individualForm,
  sampleDomain,
  sampleInstance,
  SAMPLE_POLICIES,
} from '../../test/support/orders/sample-orders.ts';

const ready: Preparation = {
  accountVerified: true,
  domain: sampleDomain(individualForm(), 'example.cn'),
  instance: sampleInstance(),
};
const list = (given: Partial<Preparation> = {}) =>
  preparationList({ ...ready, ...given }, SAMPLE_POLICIES, '2026-02-09' as CivilDate)
    .filter(({ item }) => item !== 'PRE_APPROVAL' && item !== 'RULES')
    .map(({ item, state }) => `${item} ${state}`);

describe('the preparation list', () => {
  test('A-043 only warns of an unverified domain', () => {
    expect(list()).toEqual(['ACCOUNT READY', 'DOMAIN READY', 'INSTANCE READY']);
    const domain = sampleDomain(individualForm(), 'example.cn', { realNameVerifiedOn: undefined });
    expect(list({ domain })).toContain('DOMAIN WARNING');
  });

  test('A-083 names a missing mainland server, registered domain and verified account each', () => {
    expect(list({ accountVerified: false, domain: undefined, instance: undefined })).toEqual([
      'ACCOUNT MISSING',
      'DOMAIN MISSING',
      'INSTANCE MISSING',
    ]);
    expect(list({ instance: sampleInstance({ mainland: false }) })).toContain('INSTANCE MISSING');
  });

  test.each(['NOT_NAMED', 'OUTAGE', 'REFUSED'] as const)('calls unknown facts unknown, not missing: %s', (why) => {
    expect(list({ domain: why, instance: why })).toEqual(['ACCOUNT READY', 'DOMAIN UNKNOWN', 'INSTANCE UNKNOWN']);
  });
});
