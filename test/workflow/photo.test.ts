/** The photo after the review, where the province wants it, or a reviewer allowed it (R-AUTH-8). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDesk, type Desk } from '../support/desk.ts';
import { confirmed, filingIn, ITEM, JOURNEY_POLICIES, uploadPhoto } from '../support/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
const tracking = { trackingNumber: 'SF1234567' };

test.concurrent(
  'A-007 the approval leads to the photo; one taken at a photo point goes to the second review',
  async () => {
    const filing = await filingIn(desk, 'PHOTO_PENDING');
    expect(await filing.told('N-3')).toEqual(['EMAIL P1', 'SMS P1']);
    expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
    expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
    expect(await filing.items()).toEqual(['documents.backdrop-photo:P1 MISSING']);
    expect(await filing.stage()).toBe('PHOTO_PENDING');
    expect(await uploadPhoto(filing)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PHOTO_REVIEW');
    expect(await filing.due('review')).toBe('2026-03-10 18:00:00');
  },
);

test.concurrent('A-008 a backdrop is sent, tracked and received, and the photo is asked for again', async () => {
  const filing = await filingIn(desk, 'PHOTO_PENDING');
  expect(await filing.act('requestBackdrop')).toBe('APPLIED');
  expect(await filing.stage()).toBe('BACKDROP_SHIPPING');
  expect(await filing.act('backdropShipped', tracking, { by: 'M1' })).toBe('APPLIED');
  expect((await filing.order()).progress?.backdropTracking).toBe('SF1234567');
  expect(await filing.told('N-17')).toEqual(['SMS P1']);
  expect(await filing.act('backdropReceived')).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_PENDING');
});

test.concurrent('A-008 the photo is taken without waiting for the word that the backdrop has come', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  expect(await uploadPhoto(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REVIEW');
});

test.concurrent('A-008 a backdrop that has not come in five days is the task of an operator', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  expect(await filing.due('shipping')).toBe('2026-03-14 23:59:59');
  await filing.travelTo('2026-03-14 23:55');
  expect(await filing.tasks()).toEqual([]);
  await filing.travelTo('2026-03-15 00:05');
  expect(await filing.tasks()).toEqual(['BACKDROP_NOT_DELIVERED']);
  expect(await filing.stage()).toBe('BACKDROP_SHIPPING');
});

test.concurrent('R-SM-1 another backdrop is awaited anew, but the customer has no more time for it', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  await filing.travelTo('2026-03-19 10:00');
  expect(await filing.act('requestBackdrop')).toBe('APPLIED');
  expect(await filing.due('shipping')).toBe('2026-03-24 23:59:59');
  expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
});

test.concurrent('A-009 nothing is handed over before the photo is approved; a refused one is taken again', async () => {
  const filing = await filingIn(desk, 'PHOTO_REVIEW');
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('WRONG_STAGE');
  expect(desk.parties.bureau.calls).not.toContain(`${filing.orderId}/1`);
  expect(await filing.act('approve', {}, R1)).toBe('SAME_PERSON');
  expect(await filing.act('reject', { items: [ITEM] }, R2)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REJECTED');
  expect(await filing.told('N-2')).toHaveLength(10);
  expect(await filing.act('forwardToBureau', {}, R2)).toBe('WRONG_STAGE');
  expect(await uploadPhoto(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REVIEW');
  expect(await filing.act('approve', {}, R2)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent('A-034 after a photo the order is handed over within one business day, over Labour Day', async () => {
  const filing = await filingIn(desk, 'PHOTO_REVIEW', { at: '2026-04-30 10:00' });
  expect(await filing.act('approve', {}, R2)).toBe('APPLIED');
  expect(await filing.due('forward')).toBe('2026-05-06 18:00:00');
});

test.concurrent('R-AUTH-8 of whom no face check can be made may be allowed the photo at once', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const result = { personId: 'P1', result: 'FAIL', cause: 'NOT_POSSIBLE' };
  expect(await filing.act('livenessResult', result, { as: 'liveness', anyVisit: true })).toBe('APPLIED');
  expect(await filing.told('I-2')).toHaveLength(1);
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent('R-AUTH-8 who fails the face check three times may be allowed the photo, and no sooner', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  for (let fails = 0; fails < 2; fails += 1) await filing.faceCheck('P1', 'FAIL');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('METHOD_NOT_ALLOWED');
  await filing.faceCheck('P1', 'FAIL');
  expect(await filing.told('I-2')).toHaveLength(3);
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
  await filing.act('submitForReview', confirmed);
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_PENDING');
});
