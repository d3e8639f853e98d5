import { describe, expect, test } from '@jest/globals';
import type { CivilDate } from './instant.ts';
import { missingItems, preparationList, type Preparation } from './preparation.ts';
import { individualForm, sampleDomain, sampleInstance, SAMPLE_POLICIES } from './sample-orders.ts';

const ready: Preparation = {
  accountVerified: true,
  domain: sampleDomain(individualForm(), 'example.cn'),
  instance: sampleInstance(),
  sectors: { needed: [], atHand: [] },
  rulesRead: true,
};
const list = (given: Partial<Preparation>) =>
  preparationList({ ...ready, ...given }, SAMPLE_POLICIES, '2026-02-09' as CivilDate);
const missing = (given: Partial<Preparation>) => missingItems(list(given)).map(({ item }) => item);

describe('before an order is opened', () => {
  test('A-043 five items with their state', () => {
    expect(list({}).map(({ item, state }) => [item, state])).toEqual([
      ['ACCOUNT', 'DONE'],
      ['DOMAIN', 'DONE'],
      ['SERVER', 'DONE'],
      ['PRE_APPROVAL', 'DONE'],
      ['RULES_READ', 'DONE'],
    ]);
  });

  test('A-043 unread rules stop the opening, an unverified domain only warns', () => {
    expect(missing({ rulesRead: false })).toEqual(['RULES_READ']);
    const unverified = { domain: sampleDomain(individualForm(), 'example.cn', { realNameVerifiedOn: undefined }) };
    expect(missing(unverified)).toEqual([]);
    expect(list(unverified).find(({ item }) => item === 'DOMAIN')).toMatchObject({ state: 'WARNING' });
  });

  test('A-083 without mainland server, registered domain and verified account each item is named', () => {
    expect(missing({ accountVerified: false, domain: undefined, instance: undefined })).toEqual([
      'ACCOUNT',
      'DOMAIN',
      'SERVER',
    ]);
    expect(missing({ instance: sampleInstance({ mainland: false }) })).toEqual(['SERVER']);
  });

  test('R-NEED-15 a permit that is not at hand yet is a warning', () => {
    const items = list({ sectors: { needed: ['NEWS', 'BBS'], atHand: ['BBS'] } });
    expect(items.find(({ item }) => item === 'PRE_APPROVAL')).toEqual({
      item: 'PRE_APPROVAL',
      state: 'WARNING',
      advice: expect.stringContaining('NEWS'),
    });
  });
});
