/** No order goes to the bureau on the decision of one person (A-136, R-SM-12). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, ITEM } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  const onePerson = {
    key: 'review.secondary',
    scope: { province: 'JL' },
    validFrom: '2026-01-01',
    value: 'SAME_PERSON',
  };
  desk = await startDesk({ policies: [{ ...onePerson, source: 'test' }] });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;

test.concurrent('A-136 a second reviewer hands over, and not the one who approved', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  expect(await filing.due('forward')).toBe('2026-03-12 18:00:00');
  expect(await filing.act('forwardToBureau', {}, R1)).toBe('SAME_PERSON');
  expect(desk.parties.bureau.calls).not.toContain(`${filing.orderId}/1`);
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
  expect(desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId)).toHaveLength(1);
});

test.concurrent('A-136 a second reviewer sends the order back with items', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  expect(await filing.act('rejectOrder', { items: [ITEM] }, R1)).toBe('SAME_PERSON');
  expect(await filing.act('rejectOrder', {}, R2)).toBe('MALFORMED');
  expect(await filing.act('rejectOrder', { items: [ITEM] }, R2)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect(await filing.items()).toEqual(['websites.W1.name NAME_UNCLEAR']);
});

test.concurrent(
  'A-136 A-156 the reviewer who approved cannot claim the order again, which would keep the second one away',
  async () => {
    const filing = await filingIn(desk, 'READY_FOR_BUREAU');
    expect(await filing.act('claim', {}, R1)).toBe('SAME_PERSON');
    expect(await filing.act('claim', {}, R2)).toBe('APPLIED');
    expect(await filing.act('forwardToBureau', {}, R2)).toBe('APPLIED');
  },
);

test.concurrent('A-136 the reviewer who approved in the latest round is the one who may not hand over', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  await filing.act('rejectOrder', { items: [ITEM] }, R2);
  await filing.act('submitForReview', { confirmed: true });
  await filing.act('approve', {}, R2);
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('SAME_PERSON');
  expect(await filing.act('forwardToBureau', {}, R1)).toBe('APPLIED');
});

test.concurrent('A-136 the reviewer who approved hands over where one person is enough', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU', { province: 'JL' });
  expect(await filing.act('forwardToBureau', {}, R1)).toBe('APPLIED');
});

test.concurrent('R-PER-11 a document that has expired by the hand-over is found then', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, { expiresOn: '2026-03-08' });
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['websites.W1.instance INSTANCE_EXPIRED']);
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent(
  'R-SM-15 an order that nobody hands over in time is an operator task, and is not handed over by itself',
  async () => {
    const filing = await filingIn(desk, 'READY_FOR_BUREAU');
    await filing.travelTo('2026-03-13 10:00');
    expect(await filing.tasks()).toEqual(['FORWARD_OVERDUE']);
    expect(await filing.whenTold('N-16')).toEqual(['2026-03-12 18:00:00']);
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
    expect(desk.parties.bureau.calls).not.toContain(`${filing.orderId}/1`);
  },
);
