import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { individual } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test.concurrent('an individual files for the first time and gets a number', async () => {
  const form = individual();
  const filing = await desk.open({ form, at: '2026-02-12 10:00' });
  expect(await filing.stage()).toBe('CONFIRMATION');
  expect(await filing.act('submitForReview', { confirmed: true })).toBe('APPLIED');
  expect(await filing.due('review')).toBe('2026-02-14 18:00:00');
  expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.act('forwardToBureau', {}, { by: 'R1' })).toBe('SAME_PERSON');
  expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
  expect(await filing.party('smsStarted', { sentAt: '2026-02-12T10:05:00+08:00' }, 'miit')).toBe('APPLIED');
  expect(await filing.due('sms')).toBe('2026-02-13 10:05:00');
  expect(await filing.party('smsVerified', { personId: 'P1' }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  await filing.travelTo('2026-03-12 15:00');
  expect(await filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-03-12' }, 'bureau')).toBe(
    'APPLIED',
  );
  const websites = [{ domain: form.websites['W1']?.domain ?? '', number: '粤ICP备2026012345号-1' }];
  const synced = { entityNumber: '粤ICP备2026012345号', websites };
  expect(await filing.party('recordSynced', synced, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
  expect(desk.parties.bureau.handOvers).toHaveLength(1);
});
