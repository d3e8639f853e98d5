/** The photo after the review, where the province asks for it or a reviewer allowed it (R-AUTH-8). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import {
  confirmed,
  FACE_CHECK_LATER_PROVINCE,
  filingIn,
  ITEM,
  JOURNEY_POLICIES,
  PHOTO_FIRST_PROVINCE,
  uploadPhoto,
} from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
const tracking = { trackingNumber: 'SF1234567' };

test.concurrent(
  'A-007 the approval leads to the photo, and one taken at a photo point goes to the second review',
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

test.concurrent('A-008 the photo may be uploaded before the arrival of the backdrop is reported', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  expect(await uploadPhoto(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REVIEW');
});

test.concurrent('A-008 a backdrop that has not come in five days becomes an operator task', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  expect(await filing.due('shipping')).toBe('2026-03-14 23:59:59');
  await filing.travelTo('2026-03-14 23:55');
  expect(await filing.tasks()).toEqual([]);
  await filing.travelTo('2026-03-15 00:05');
  expect(await filing.tasks()).toEqual(['BACKDROP_NOT_DELIVERED']);
  expect(await filing.stage()).toBe('BACKDROP_SHIPPING');
});

test.concurrent(
  'R-SM-1 another backdrop is awaited from its own start, and gives the customer no more time',
  async () => {
    const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
    await filing.travelTo('2026-03-19 10:00');
    expect(await filing.act('requestBackdrop')).toBe('APPLIED');
    expect(await filing.due('shipping')).toBe('2026-03-24 23:59:59');
    expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
  },
);

test.concurrent(
  'A-009 no order is handed over before its photo is approved, and a refused photo is taken again',
  async () => {
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
  },
);

test.concurrent('A-009 a refused photo is not accepted again, so a new one is needed', async () => {
  const filing = await filingIn(desk, 'PHOTO_REJECTED');
  expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
  expect(await filing.items()).toEqual(['documents.backdrop-photo:P1 MISSING']);
  await filing.act('requestBackdrop');
  expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
  expect(await uploadPhoto(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REVIEW');
});

test.concurrent('A-009 only people whose photo was refused take a new one', async () => {
  const filing = await filingIn(desk, 'PHOTO_PENDING', { form: enterprise('LN') });
  await filing.upload('backdrop-photo:P2');
  expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
  expect(await filing.items()).toEqual(['documents.backdrop-photo:P3 MISSING']);
  await filing.upload('backdrop-photo:P3');
  await filing.act('photoUploaded');
  const refused = { path: 'documents.backdrop-photo:P3', code: 'BLURRED', advice: 'Take it in better light.' };
  await filing.act('reject', { items: [refused] }, R2);
  expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
  expect(await filing.items()).toEqual(['documents.backdrop-photo:P3 MISSING']);
  await filing.upload('backdrop-photo:P3');
  expect(await filing.act('photoUploaded')).toBe('APPLIED');
});

test.concurrent(
  'R-SM-1 an order that becomes wrong during the photo step is sent back by the review that follows',
  async () => {
    const form = smallEnterprise('LN');
    const people = { P1: { ...form.people['P1'], documentValidUntil: '2026-06-20' } };
    const filing = await filingIn(desk, 'PHOTO_PENDING', { form: { ...form, people } });
    await filing.travelTo('2026-04-10 10:00');
    expect(await uploadPhoto(filing)).toBe('APPLIED');
    expect(await filing.act('approve', {}, R2)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['people.P1.documentValidUntil EXPIRES_SOON']);
    expect(await filing.act('rejectOrder', { items: [ITEM] }, R2)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REJECTED');
  },
);

test.concurrent(
  'A-007 C-2 a photo does not replace the face check where the face check comes after the review',
  async () => {
    const filing = await filingIn(desk, 'PHOTO_PENDING', { province: FACE_CHECK_LATER_PROVINCE });
    expect(await uploadPhoto(filing)).toBe('PHOTO_MISSING');
    expect(await filing.items()).toEqual(['people.P1.liveness MISSING']);
    expect(await filing.faceCheck('P1', 'FAIL')).toBe('APPLIED');
    expect(await filing.stage()).toBe('PHOTO_PENDING');
    expect(await filing.faceCheck('P1', 'PASS')).toBe('APPLIED');
    expect(await filing.stage()).toBe('PHOTO_REVIEW');
    expect(await filing.act('approve', {}, R2)).toBe('APPLIED');
    expect(await filing.act('forwardToBureau', {}, R2)).toBe('APPLIED');
  },
);

test.concurrent('R-AUTH-9 a face check that was passed is not asked for again in the next round', async () => {
  const filing = await filingIn(desk, 'PHOTO_REVIEW', { province: FACE_CHECK_LATER_PROVINCE });
  await filing.act('rejectOrder', { items: [ITEM] }, R2);
  await filing.act('submitForReview', confirmed);
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent('A-009 a face check that a second reviewer refused must be passed again', async () => {
  const filing = await filingIn(desk, 'PHOTO_REJECTED', { province: FACE_CHECK_LATER_PROVINCE });
  expect(await filing.act('photoUploaded')).toBe('PHOTO_MISSING');
  expect(await filing.items()).toEqual(['people.P1.liveness MISSING']);
  expect(await filing.faceCheck('P1', 'PASS')).toBe('APPLIED');
  expect(await filing.stage()).toBe('PHOTO_REVIEW');
});

test.concurrent(
  'R-AUTH-8 a reviewer may allow the photo after the review, too, where the face check comes then',
  async () => {
    const filing = await filingIn(desk, 'PHOTO_PENDING', { province: FACE_CHECK_LATER_PROVINCE });
    expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('METHOD_NOT_ALLOWED');
    for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
    expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PHOTO_PENDING');
    expect(await uploadPhoto(filing)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PHOTO_REVIEW');
  },
);

test.concurrent(
  'C-2 a photo that comes before the submission is one of the materials, and no face check is asked for',
  async () => {
    const filing = await desk.open({ form: smallEnterprise(PHOTO_FIRST_PROVINCE), at: '2026-03-09 10:00' });
    expect(await filing.stage()).toBe('CONFIRMATION');
    await filing.takeOut('backdrop-photo:P1');
    await filing.act('edited');
    expect(await filing.stage()).toBe('MATERIALS_PENDING');
    await filing.upload('backdrop-photo:P1');
    await filing.act('edited');
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  },
);

test.concurrent(
  'A-034 an order with a photo is due for its hand-over within one business day, over Labour Day',
  async () => {
    const filing = await filingIn(desk, 'PHOTO_REVIEW', { at: '2026-04-30 10:00' });
    expect(await filing.act('approve', {}, R2)).toBe('APPLIED');
    expect(await filing.due('forward')).toBe('2026-05-06 18:00:00');
  },
);

test.concurrent('R-AUTH-8 a person who cannot take a face check may be allowed the photo at once', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  expect(await filing.faceCheck('P1', 'NOT_POSSIBLE')).toBe('APPLIED');
  expect(await filing.told('I-2')).toHaveLength(1);
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.told('I-2')).toHaveLength(2);
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent(
  'R-AUTH-8 a person may be allowed the photo after three failed face checks, and no sooner',
  async () => {
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
  },
);

test.concurrent('R-AUTH-8 a person who passes the face check after all takes no photo', async () => {
  const filing = await allowedThePhoto();
  await filing.faceCheck('P1', 'PASS');
  await filing.act('submitForReview', confirmed);
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent('R-AUTH-8 fails and permission belong to one person and not to a successor', async () => {
  const filing = await allowedThePhoto();
  const { form } = await filing.order();
  await filing.edit(({ people, ...rest }) => ({ ...rest, people: { P1: { ...people['P1'], name: '第三个人' } } }));
  expect(await filing.stage()).toBe('AUTHENTICITY_PENDING');
  expect(await filing.act('submitForReview', confirmed)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['people.P1.liveness LIVENESS_OF_ANOTHER']);
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('METHOD_NOT_ALLOWED');
  await filing.faceCheck('P1', 'FAIL');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('METHOD_NOT_ALLOWED');
  await filing.edit((other) => form ?? other);
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent('R-AUTH-8 a successor may be allowed the photo for fails of their own', async () => {
  const filing = await allowedThePhoto();
  await filing.edit(({ people, ...rest }) => ({ ...rest, people: { P1: { ...people['P1'], name: '第三个人' } } }));
  for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('ALREADY_DONE');
});

test.concurrent('R-AUTH-8 fails during a correction count for the person as described now', async () => {
  const filing = await filingIn(desk, 'PRELIM_REJECTED');
  for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
  await filing.edit(({ people, ...rest }) => ({ ...rest, people: { P1: { ...people['P1'], name: '第三个人' } } }));
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('METHOD_NOT_ALLOWED');
  for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
});

/** A draft whose one person failed three times and was allowed the photo. */
async function allowedThePhoto(): Promise<TestFiling> {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
  expect(await filing.act('allowPhoto', { personId: 'P1' }, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
  return filing;
}
