/** Every cell of the table of the provinces (§11.1; A-176) acts: an order shows it, and its sibling does not. */
import { describe, expect, test } from '@jest/globals';
import { checkOrder } from '../../domain/check-order/check-order.ts';
import { requiredSlots } from '../../domain/materials/required-slots.ts';
import { PROVINCES } from '../../domain/order/form.ts';
import { reviewItems } from '../../domain/review/review-items.ts';
import { civilDate, shanghai } from '../../domain/time/instant.ts';
import { allDocuments, completeOrder, sampleInstance } from '../support/orders/sample-orders.ts';
import { CELLS, type Asked } from './cells.ts';
import { individualIn, organisationIn, twoHeadsIn } from './complete-forms.ts';

/** What comes of an order: findings, scans it needs, and what a reviewer ticks. */
function outcomesOf({ form, on = '2022-06-01', type = 'FIRST', over = {} }: Asked): string[] {
  const at = shanghai(`${on} 10:00`);
  const lasting = { expiresOn: '2040-01-31', realNameVerifiedOn: '2015-01-05' };
  const complete = completeOrder(form, { type, at });
  const order = completeOrder(form, {
    type,
    at,
    instances: Object.fromEntries(Object.keys(form.websites).map((id) => [id, sampleInstance({ expiresOn: '2040-01-31' })])),
    domains: Object.fromEntries(
      Object.entries(complete.domains).map(([id, facts]) => [id, typeof facts === 'object' ? { ...facts, ...lasting } : facts]),
    ),
    ...over,
  });
  const asked = { ...order, on: civilDate(at), websitesOnRecord: order.recordedWebsites?.length };
  const documents = [...(over.documents ?? []), ...allDocuments(order)];
  const { blocking, warnings } = checkOrder({ ...order, documents: over.documents?.length === 0 ? [] : documents });
  return [
    ...blocking.map(({ path, code }) => `stops ${path} ${code}`),
    ...warnings.map(({ path, code }) => `warns ${path} ${code}`),
    ...requiredSlots(asked).filter(({ mandatory }) => mandatory).map(({ slot }) => `needs ${slot}`),
    ...reviewItems(asked).map(({ item }) => `ticks ${item}`),
  ];
} // prettier-ignore

const shows = (outcomes: readonly string[], what: string): boolean =>
  outcomes.some((outcome) => outcome === what || outcome.startsWith(`${what}:`));

describe.each(['2022-06-01', '2026-06-01'])('on %s', (on) => {
  test.each(PROVINCES)('%s takes a complete order of an organisation and of an individual', (province) => {
    const stops = (asked: Asked) => outcomesOf({ ...asked, on }).filter((outcome) => outcome.startsWith('stops'));
    expect(stops({ form: organisationIn(province) })).toEqual([]);
    expect(stops({ form: individualIn(province) })).toEqual([]);
    if (!(province === 'AH' && on === '2026-06-01')) expect(stops({ form: twoHeadsIn(province) })).toEqual([]);
  });
});

test.each(CELLS.map((cell) => [cell.province, cell.says, cell] as const))('§11.1 %s: %s', (_province, _says, cell) => {
  expect(outcomesOf(cell.order).filter((outcome) => shows([outcome], cell.shows))).not.toEqual([]);
  expect(outcomesOf(cell.unless).filter((outcome) => shows([outcome], cell.shows))).toEqual([]);
}); // prettier-ignore
