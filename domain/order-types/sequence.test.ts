import { expect, test } from '@jest/globals';
import { inSequence, oneAfterTheOther } from './sequence.ts';

test('A-080 R-ORD-3 a website to transfer is filed first, and a new one by the next order', () => {
  const orders = inSequence([
    { websiteId: 'W1', type: 'NEW_SITE_HERE' },
    { websiteId: 'W2', type: 'TRANSFER_MORE' },
    { websiteId: 'W3', type: 'NEW_SITE_HERE' },
  ]);
  expect(orders).toEqual([
    { type: 'TRANSFER_MORE', websiteIds: ['W2'] },
    { type: 'NEW_SITE_HERE', websiteIds: ['W1', 'W3'] },
  ]);
  expect(oneAfterTheOther(orders)).toMatch(/W2 by .*TRANSFER_MORE; then W1, W3 by .*NEW_SITE_HERE/);
});

test('R-ORD-5 a change waits for what is being added, and a removal for both', () => {
  const types = ['DEREG_SITE', 'CHANGE_SITE', 'FIRST'] as const;
  const orders = inSequence(types.map((type, index) => ({ websiteId: `W${index + 1}`, type })));
  expect(orders.map(({ type }) => type)).toEqual(['FIRST', 'CHANGE_SITE', 'DEREG_SITE']);
});

test('websites of one type are one order', () =>
  expect(
    inSequence([
      { websiteId: 'W1', type: 'FIRST' },
      { websiteId: 'W2', type: 'FIRST' },
    ]),
  ).toHaveLength(1));
