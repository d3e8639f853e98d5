/** Due instants move when an operator or a new calendar moves them, and never by a new policy (A-141, A-171, R-SM-17, R-SM-19). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importCalendar } from '../../store/policy/calendars.ts';
import { importPolicies } from '../../store/policy/policies.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { SYSTEM } from '../support/desk/doing.ts';
import { confirmed, filingIn, JOURNEY_POLICIES } from '../support/desk/journey.ts';

let desk: Desk;
/** Its calendar gets another year while filings are open. */
let nextYear: Desk;
beforeAll(async () => {
  [desk, nextYear] = await Promise.all([startDesk({ policies: JOURNEY_POLICIES }), startDesk()]);
});
afterAll(() => Promise.all([desk.close(), nextYear.close()]));

const override = (filing: TestFiling, due: string, until: string): Promise<string> =>
  filing.act('deadlineOverride', { due, until: `${until}+08:00`, reason: 'The customer is ill.' }, { by: 'O1' });

const LENGTHENED = [
  ['CONFIRMATION', 'draft'],
  ['PRELIM_REVIEW', 'review'],
  ['PRELIM_REJECTED', 'step'],
  ['PHOTO_PENDING', 'step'],
  ['PHOTO_REVIEW', 'review'],
  ['MAIL_PENDING', 'step'],
  ['READY_FOR_BUREAU', 'forward'],
  ['BUREAU_REJECTED', 'step'],
] as const;

test.concurrent.each(LENGTHENED)('R-SM-19 an operator lengthens what is due in %s: %s', async (stage, due) => {
  const filing = await filingIn(desk, stage);
  expect(await override(filing, due, '2026-06-01T12:00:00')).toBe('APPLIED');
  expect(await filing.due(due)).toBe('2026-06-01 12:00:00');
  expect((await filing.history()).at(-1)?.detail).toBe('The customer is ill.');
  await filing.travelTo('2026-06-01 11:50');
  expect(await filing.stage()).toBe(stage);
  expect(await filing.tasks()).toEqual([]);
});

test.concurrent('R-SM-19 at the lengthened instant the order expires as it would have at the first one', async () => {
  const filing = await filingIn(desk, 'PRELIM_REJECTED');
  await override(filing, 'step', '2026-05-10T12:00:00');
  await filing.travelTo('2026-05-10 12:05');
  expect(await filing.stage()).toBe('EXPIRED');
});

test.concurrent('R-SM-19 a due instant is never made earlier, nor made later without a reason', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  expect(await override(filing, 'review', '2026-03-11T17:00:00')).toBe('NOT_LATER');
  const silent = { due: 'review', until: '2026-04-01T12:00:00+08:00' };
  expect(await filing.act('deadlineOverride', silent, { by: 'O1' })).toBe('MALFORMED');
  expect(await filing.act('deadlineOverride', { ...silent, reason: 'x' }, { by: 'R1' })).toBe('ROLE_NOT_ALLOWED');
  expect(await override(filing, 'step', '2026-06-01T12:00:00')).toBe('UNKNOWN_DUE');
  expect(await filing.due('review')).toBe('2026-03-11 18:00:00');
});

test.concurrent('R-SM-19 an overdue review is in time again', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.travelTo('2026-03-12 10:00');
  expect(await filing.tasks()).toEqual(['REVIEW_OVERDUE']);
  expect(await override(filing, 'review', '2026-03-13T18:00:00')).toBe('APPLIED');
  expect(await filing.tasks()).toEqual([]);
  await filing.travelTo('2026-03-13 18:05');
  expect(await filing.tasks()).toEqual(['REVIEW_OVERDUE']);
});

const NEVER = [
  ['SMS_PENDING', 'sms', 'LOCKED_AT_BUREAU'],
  ['RESUBMIT_WAIT', 'resubmit', 'WRONG_STAGE'],
  ['BUREAU_REVIEW', 'bureau', 'LOCKED_AT_BUREAU'],
  ['BACKDROP_SHIPPING', 'shipping', 'UNKNOWN_DUE'],
] as const;

test.concurrent.each(NEVER)('R-SM-19 nobody lengthens what is due in %s: %s', async (stage, due, refusal) => {
  const filing = await filingIn(desk, stage);
  const before = await filing.due(due);
  expect(await override(filing, due, '2026-06-01T12:00:00')).toBe(refusal);
  expect(await filing.due(due)).toBe(before);
});

test.concurrent('A-171 a policy changed on the way leaves what is due now, and rules the next round', async () => {
  const row = (key: string, scope: object, value: unknown) => ({
    key,
    scope,
    validFrom: '2026-03-01',
    value,
    source: 'test',
  });
  const filing = await filingIn(desk, 'PRELIM_REJECTED', { province: 'QH' });
  const imported = await importPolicies(
    desk.database,
    [
      row('order.stepExpiryDays', { province: 'QH' }, 10),
      row('sla.prelimBd', { province: 'QH' }, 5),
      row('material.required', { province: 'QH', slot: 'domain-certificate' }, 'MANDATORY'),
    ],
    'test',
  );
  expect(imported).toMatchObject({ imported: true, rows: 3 });
  await filing.act('policyChanged', {}, SYSTEM);
  expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
  expect(await filing.act('submitForReview', confirmed)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['documents.domain-certificate:W1 MISSING']);
  await filing.upload('domain-certificate:W1');
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  expect(await filing.due('review')).toBe('2026-03-16 18:00:00');
});

const YEAR_2027 = {
  year: 2027,
  source: 'test',
  publishedOn: '2026-12-31',
  holidays: [{ name: '元旦 New Year', from: '2027-01-01', to: '2027-01-04' }],
  makeUpDays: ['2027-01-09'],
};

test('A-141 a new calendar moves due dates in business days, and no others', async () => {
  const at = '2026-12-30 10:00';
  const [review, draft, sms, granted] = await Promise.all([
    filingIn(nextYear, 'PRELIM_REVIEW', { at }),
    filingIn(nextYear, 'CONFIRMATION', { at }),
    filingIn(nextYear, 'SMS_PENDING', { at }),
    filingIn(nextYear, 'PRELIM_REVIEW', { at }),
  ]);
  const overdueOnlyLater = await filingIn(nextYear, 'PRELIM_REVIEW', { at });
  const bureau = await filingIn(nextYear, 'BUREAU_REVIEW', { at });
  expect(await bureau.expected()).toEqual(['2027-01-04 18:00:00', '2027-01-27 18:00:00']);
  expect(await review.due('review')).toBe('2027-01-01 18:00:00');
  expect(await review.isProvisional('review')).toBe(true);
  await override(granted, 'review', '2027-01-20T12:00:00');
  const [draftDue, smsDue] = [await draft.due('draft'), await sms.due('sms')];

  expect(await importCalendar(nextYear.database, [YEAR_2027], 'test')).toMatchObject({ imported: true, changed: true });
  await Promise.all([review, draft, sms, granted, bureau].map((filing) => filing.act('calendarChanged', {}, SYSTEM)));

  expect(await review.due('review')).toBe('2027-01-05 18:00:00');
  expect(await review.isProvisional('review')).toBe(false);
  expect(await bureau.expected()).toEqual(['2027-01-06 18:00:00', '2027-01-28 18:00:00']);
  expect([await draft.due('draft'), await sms.due('sms')]).toEqual([draftDue, smsDue]);
  expect(await granted.due('review')).toBe('2027-01-20 12:00:00');

  // A filing that was not told of the calendar reads it again when its provisional due instant comes.
  await overdueOnlyLater.travelTo('2027-01-02 10:00');
  expect(await overdueOnlyLater.tasks()).toEqual([]);
  expect(await overdueOnlyLater.due('review')).toBe('2027-01-05 18:00:00');
  await overdueOnlyLater.travelTo('2027-01-05 18:05');
  expect(await overdueOnlyLater.tasks()).toEqual(['REVIEW_OVERDUE']);
});
