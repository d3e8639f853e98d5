/** A transfer is served from the provider's approval on, for 45 days and no longer than the approval stands (R-TRF-6, R-TRF-7). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Province } from '../../domain/order/form.ts';
import { mayBeServed } from '../../usecases/record/access-gate.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { applied, everybodyVerifies, numbersFor } from '../support/desk/at-the-bureau.ts';
import { confirmed, ITEM, JOURNEY_POLICIES, MAIL_PROVINCE, policyRow } from '../support/desk/journey.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { openTransfer } from '../support/desk/transfers.ts';

const AFTER_BUREAU_PROVINCE = 'HI';
const UNTIL_COMPLETED_PROVINCE = 'JL';
let desk: Desk;
beforeAll(async () => {
  const inProvince = (province: Province, key: string, value: unknown) => policyRow(key, { province }, value);
  desk = await startDesk({
    policies: [
      ...JOURNEY_POLICIES,
      inProvince(AFTER_BUREAU_PROVINCE, 'transfer.provisionalAccess', 'AFTER_BUREAU'),
      inProvince(UNTIL_COMPLETED_PROVINCE, 'transfer.clockFulfilledAt', 'COMPLETED'),
    ],
  });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
/** A Monday; the 45th day after it is Thursday, 23 April. */
const OPENS = '2026-03-09 10:00';

/** A transfer that a reviewer has approved. */
async function approved(province: Province): Promise<TestFiling> {
  const filing = await openTransfer(desk, { form: smallEnterprise(province), at: OPENS });
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('approve', {}, R1));
  return filing;
}

/** What the gate says of the website now: `serve REASON` or `block REASON`. */
async function gate(filing: TestFiling): Promise<string> {
  const { form } = await filing.order();
  const deps = { database: desk.database, vault: desk.vault, rules: rulesReader(desk.database), now: Date.now };
  const { serve, reason } = await mayBeServed(deps, form?.websites['W1']?.domain ?? '', 'MAINLAND');
  return `${serve ? 'serve' : 'block'} ${reason}`;
}

/** The steps that started, rang or ended the clock, with the instant at which it was due. */
async function aboutAccess(filing: TestFiling): Promise<string[]> {
  const history = await filing.history();
  return history.flatMap(({ action, to, dueAt, detail = '' }) =>
    action.startsWith('provisionalAccess') || detail.includes('provisionalAccess')
      ? [`${to} ${action}${dueAt === undefined ? '' : ` ${reading(dueAt).slice(0, 16)}`}`]
      : [],
  );
}

async function toTheBureau(filing: TestFiling): Promise<void> {
  await applied(filing.act('forwardToBureau', {}, R2));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
}

test.concurrent(
  'A-128 A-129 a transfer that is still waiting on the 45th day expires, and its website is no longer served',
  async () => {
    const filing = await openTransfer(desk, { form: smallEnterprise(MAIL_PROVINCE), at: OPENS });
    expect(await gate(filing)).toBe('block NOT_FILED');
    await applied(filing.act('submitForReview', confirmed));
    expect(await gate(filing)).toBe('block FILING_IN_PROGRESS');
    await applied(filing.act('approve', {}, R1));
    expect(await filing.stage()).toBe('MAIL_PENDING');
    expect(await gate(filing)).toBe('block PROVISIONAL_OPENING');
    expect(await filing.told('N-12')).toEqual([]);
    await filing.travelTo('2026-03-09 10:31');
    expect(await gate(filing)).toBe('serve PROVISIONAL');
    expect(await filing.told('N-12')).toEqual(['EMAIL P1', 'EMAIL account', 'SMS P1', 'SMS account']);

    // Posting the originals begins the customer's own 45 days anew, and does not extend the clock.
    await filing.travelTo('2026-04-10 09:00');
    await applied(filing.act('mailRegistered', { courier: '顺丰', trackingNumber: 'SF7654321' }));
    expect((await filing.order()).nextDue).toMatchObject({ kind: 'transit' });
    await filing.travelTo('2026-04-23 23:59:30');
    expect(await gate(filing)).toBe('serve PROVISIONAL');
    await filing.travelTo('2026-04-24 09:00');
    expect(await filing.stage()).toBe('EXPIRED');
    expect(await gate(filing)).toMatch(/^block/);
    expect(await aboutAccess(filing)).toEqual([
      'PRELIM_APPROVED approve',
      'MAIL_PENDING approve',
      'MAIL_PENDING provisionalAccessBegins 2026-03-09 10:30',
      'MAIL_PENDING provisionalAccessReminder 2026-04-08 10:00',
      'MAIL_PENDING provisionalAccessReminder 2026-04-16 10:00',
      'MAIL_PENDING provisionalAccessReminder 2026-04-22 10:00',
      'EXPIRED provisionalAccess 2026-04-23 23:59',
    ]);
    expect(await filing.told('N-15')).not.toEqual([]);
  },
);

test.concurrent('A-128 a transfer that is with the provider goes on without access after the 45th day', async () => {
  const filing = await approved('HB');
  await filing.travelTo('2026-04-24 09:00');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
  await toTheBureau(filing);
  expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
});

test.concurrent(
  'A-128 a transfer that has reached the bureau is served until its number, however long that takes',
  async () => {
    const filing = await approved('HB');
    await toTheBureau(filing);
    await filing.travelTo('2026-06-01 09:00');
    expect(await gate(filing)).toBe('serve PROVISIONAL');
    expect((await filing.order()).progress?.clocks).toEqual([]);
    await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
    expect(await gate(filing)).toBe('serve PROVISIONAL');
    await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2026900001号'), 'miit'));
    expect(await filing.stage()).toBe('COMPLETED');
    expect(await gate(filing)).toBe('serve FILED');
  },
);

test.concurrent(
  'A-164 each rejection closes the access at once, and the next approval opens it with a fresh clock',
  async () => {
    const filing = await approved('HB');
    await toTheBureau(filing);
    await filing.travelTo('2026-03-20 09:00');
    await applied(filing.party('bureauDecision', { decision: 'REJECTED', items: [ITEM] }, 'bureau'));
    expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
    await applied(filing.act('submitForReview', confirmed));
    expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
    await applied(filing.act('approve', {}, R1));
    expect(await gate(filing)).toBe('block PROVISIONAL_OPENING');
    await filing.travelTo('2026-03-20 09:31');
    expect(await gate(filing)).toBe('serve PROVISIONAL');
    const [clock] = (await filing.order()).progress?.clocks ?? [];
    expect(clock && reading(clock.at)).toBe('2026-05-04 23:59:59');
    await applied(filing.act('rejectOrder', { items: [ITEM] }, R2));
    expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
  },
);

test.concurrent('A-164 refused originals leave the access as it is, and giving up ends it', async () => {
  const filing = await approved(MAIL_PROVINCE);
  await filing.travelTo('2026-03-10 09:00');
  await applied(filing.act('mailReceived', {}, { by: 'M1' }));
  await applied(filing.act('reject', { items: [ITEM] }, R1));
  expect(await filing.stage()).toBe('MAIL_PENDING');
  expect(await gate(filing)).toBe('serve PROVISIONAL');
  await applied(filing.act('abandon'));
  expect((await filing.order()).progress?.clocks).toEqual([]);
  expect(await gate(filing)).toMatch(/^block/);
});

test.concurrent('A-164 no operator can lengthen the clock of a transfer', async () => {
  const filing = await approved(MAIL_PROVINCE);
  const granted = { due: 'provisionalAccess', until: '2026-08-01T12:00:00+08:00', reason: 'abroad' };
  expect(await filing.act('deadlineOverride', granted, { by: 'O1' })).toBe('UNKNOWN_DUE');
});

test.concurrent('C-22 where the policy says so, the website is served only after the bureau’s decision', async () => {
  const filing = await approved(AFTER_BUREAU_PROVINCE);
  await filing.travelTo('2026-03-10 09:00');
  expect(await gate(filing)).toBe('block FILING_IN_PROGRESS');
  expect(await filing.told('N-12')).toEqual([]);
  await toTheBureau(filing);
  await filing.travelTo('2026-04-30 09:00');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '琼ICP备2026900002号'), 'miit'));
  await filing.travelTo('2026-04-30 10:00');
  expect(await gate(filing)).toMatch(/FILED|SYNC_PENDING/);
});

test.concurrent(
  'R-TRF-6 where the policy wants the completion in time, the bureau’s review does not stop the clock',
  async () => {
    const filing = await approved(UNTIL_COMPLETED_PROVINCE);
    await toTheBureau(filing);
    await filing.travelTo('2026-04-24 09:00');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await gate(filing)).toBe('block PROVISIONAL_CLOSED');
  },
);
