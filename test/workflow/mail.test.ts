/** Paper originals that the bureau or a reviewer asks for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, ITEM, JOURNEY_POLICIES, MAIL_PROVINCE } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
const parcel = { courier: '顺丰', trackingNumber: 'SF7654321' };

test.concurrent('A-049 originals are posted where the province wants them', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW', { province: MAIL_PROVINCE });
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('MAIL_PENDING');
  expect(await filing.told('N-3')).toEqual(['EMAIL P1', 'SMS P1']);
});

test.concurrent('A-049 originals are posted where a reviewer wants them', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('requestMail', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REVIEW');
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('MAIL_PENDING');
});

test.concurrent('A-049 nobody posts originals that nobody asked for', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await filing.told('N-3')).toEqual([]);
});

test.concurrent('A-049 originals asked for in one round are not asked for in the next', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.act('requestMail', {}, R1);
  await filing.act('reject', { items: [ITEM] }, R1);
  await filing.act('submitForReview', { confirmed: true });
  await filing.act('approve', {}, R1);
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent('A-167 a registered parcel ends the reminders and gives 45 more days', async () => {
  const filing = await filingIn(desk, 'MAIL_PENDING');
  expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
  await filing.travelTo('2026-03-17 10:00');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00']);
  expect(await filing.act('mailRegistered', parcel)).toBe('APPLIED');
  expect(await filing.due('step')).toBe('2026-05-01 23:59:59');
  expect(await filing.due('transit')).toBe('2026-03-27 23:59:59');
  await filing.travelTo('2026-04-20 10:00');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00']);
});

test.concurrent('A-049 courier and number stay visible to those who review and hand over', async () => {
  const filing = await filingIn(desk, 'MAIL_PENDING');
  await filing.act('mailRegistered', parcel);
  expect((await filing.history()).at(-1)?.detail).toBe('顺丰 SF7654321');
  await filing.act('mailReceived', {}, { by: 'M1' });
  expect((await filing.order()).progress?.parcel).toMatchObject(parcel);
  await filing.act('approve', {}, R1);
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect((await filing.order()).progress?.parcel).toMatchObject(parcel);
});

test.concurrent('A-167 refused papers are posted again, and reminders are sent for them', async () => {
  const filing = await filingIn(desk, 'MAIL_PENDING');
  await filing.act('mailRegistered', parcel);
  await filing.act('mailReceived', {}, { by: 'M1' });
  await filing.act('reject', { items: [ITEM] }, R1);
  expect(await filing.stage()).toBe('MAIL_PENDING');
  expect((await filing.order()).progress?.parcel).toBeUndefined();
  await filing.travelTo('2026-03-17 10:00');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00']);
});

test.concurrent('R-SM-19 a parcel does not shorten a due date that an operator lengthened', async () => {
  const filing = await filingIn(desk, 'MAIL_PENDING');
  const granted = { due: 'step', until: '2026-08-01T12:00:00+08:00', reason: 'abroad' };
  expect(await filing.act('deadlineOverride', granted, { by: 'O1' })).toBe('APPLIED');
  await filing.act('mailRegistered', parcel);
  expect(await filing.due('step')).toBe('2026-08-01 12:00:00');
});

test.concurrent(
  'A-167 a parcel that travels for ten days is a task and a message, and may be registered again',
  async () => {
    const filing = await filingIn(desk, 'MAIL_PENDING');
    await filing.act('mailRegistered', parcel);
    await filing.travelTo('2026-03-19 23:55');
    expect(await filing.tasks()).toEqual([]);
    await filing.travelTo('2026-03-20 10:00');
    expect(await filing.tasks()).toEqual(['PARCEL_NOT_RECEIVED']);
    expect(await filing.whenTold('N-3')).toContain('2026-03-19 23:59:59');
    expect(await filing.stage()).toBe('MAIL_PENDING');
    expect(await filing.act('mailRegistered', { courier: '邮政', trackingNumber: 'EMS11111' })).toBe('APPLIED');
    expect(await filing.due('transit')).toBe('2026-03-30 23:59:59');
    expect(await filing.act('mailReceived', {}, { by: 'M1' })).toBe('APPLIED');
    expect(await filing.stage()).toBe('MAIL_REVIEW');
    expect(await filing.due('review')).toBe('2026-03-24 18:00:00');
    expect(await filing.tasks()).toEqual([]);
  },
);

test.concurrent('R-SM-12 a person who may judge the originals may send the whole order back, too', async () => {
  const filing = await filingIn(desk, 'MAIL_REVIEW');
  expect(await filing.act('rejectOrder', { items: [ITEM] }, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
});

test.concurrent('R-MAIL-2 the reminders begin again when refused papers are posted again', async () => {
  const filing = await filingIn(desk, 'MAIL_PENDING');
  await filing.act('mailRegistered', parcel);
  await filing.act('mailReceived', {}, { by: 'M1' });
  expect(await filing.act('reject', { items: [ITEM] }, R2)).toBe('APPLIED');
  expect(await filing.stage()).toBe('MAIL_PENDING');
  await filing.travelTo('2026-03-17 10:00');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00']);
  await filing.act('mailReceived', {}, { by: 'M1' });
  expect(await filing.act('approve', {}, R1)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});
