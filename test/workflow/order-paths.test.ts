/**
 * Each type's row gives the path of its orders. Only the cancellation of an access has another path than orders
 * that run today (§5.2): the system hands it over without a review, and MIIT's system decides (R-SM-16, R-DEREG-11).
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { confirmed, filingIn, sync } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const LATER = '2026-03-23 10:00';
const REMOVED = { removed: true };

/** An order that cancels the access of the one website its account has on record. */
async function cancellation(): Promise<{ filing: TestFiling; domain: string }> {
  const form = smallEnterprise();
  const { accountId } = await filingIn(desk, 'COMPLETED', { form });
  const filing = await desk.open({ form, at: LATER, type: 'CANCEL_ACCESS', accountId });
  return { filing, domain: form.websites['W1']?.domain ?? '' };
}
const recordOf = (domain: string) => recordOfDomain(desk.database, desk.vault, domain);

test.concurrent(
  'the cancellation of an access is handed over at once, and ends with the access and without duties',
  async () => {
    const { filing, domain } = await cancellation();
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    await filing.reaches('BUREAU_REVIEW');
    const passed = (await filing.history()).map(({ action, to }) => `${action} ${to}`);
    expect(passed).toContain('submitForReview READY_FOR_BUREAU');
    expect(passed.filter((step) => /PRELIM_REVIEW|SMS_PENDING|forwardToBureau/.test(step))).toEqual([]);
    expect((await recordOf(domain))?.websites[0]?.access).toMatchObject({ type: 'FILED' });

    expect(await filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('APPLIED');
    expect(await filing.party('recordSynced', REMOVED, 'miit')).toBe('APPLIED');
    expect(await filing.stage()).toBe('COMPLETED');
    const [website] = (await recordOf(domain))?.websites ?? [];
    expect(website).toMatchObject({ domain, status: 'ACTIVE', access: undefined });
    expect(await listDuties(desk.database, { orderId: filing.orderId })).toEqual([]);
  },
);

test.concurrent('numbers do not complete a cancellation, and a removal does not complete a first filing', async () => {
  const { filing } = await cancellation();
  await filing.act('submitForReview', confirmed);
  await filing.reaches('BUREAU_REVIEW');
  expect(await sync(filing)).toBe('RECORD_DOES_NOT_FIT');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');

  const first = await filingIn(desk, 'BUREAU_APPROVED');
  expect(await first.party('recordSynced', REMOVED, 'miit')).toBe('RECORD_DOES_NOT_FIT');
  expect(await first.stage()).toBe('BUREAU_APPROVED');
});

test.concurrent('a cancellation that MIIT refused is corrected and handed over again, without a review', async () => {
  const { filing, domain } = await cancellation();
  await filing.act('submitForReview', confirmed);
  await filing.reaches('BUREAU_REVIEW');
  const items = [{ path: 'websites.W1.domain', code: 'NOT_HERE', advice: 'Look again.' }];
  expect(await filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau')).toBe('APPLIED');
  expect((await recordOf(domain))?.websites[0]?.access).toMatchObject({ type: 'FILED' });
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  await filing.reaches('BUREAU_REVIEW');
  expect((await filing.order()).progress?.handOver).toBe(2);
});

test.concurrent('R-CHG-3 nobody asks for originals where none are posted', async () => {
  const changes = { entity: { remark: '备注' } };
  const filing = await desk.open({ form: smallEnterprise(), at: LATER, type: 'CHANGE_ENTITY', changes });
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  expect(await filing.act('requestMail', {}, { by: 'R1' })).toBe('NO_EFFECT');
  expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});
