/** Orders that remove something from the record: what they change, and when (R-DEREG-1 to R-DEREG-11, A-111 to ). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderForm } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { lookUp } from '../../store/records/known-here.ts';
import { readRecord } from '../../store/records/records.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { removeEntity } from '../../store/records/removals.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { confirmed } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const LATER = '2026-03-23 10:00';
const domainOf = (form: OrderForm, id: string): string => form.websites[id]?.domain ?? '';
const recordOf = (domain: string) => recordOfDomain(desk.database, desk.vault, domain);
/** Whether a website is on record, and served here. */
async function standing(form: OrderForm, id: string): Promise<string> {
  const record = await recordOf(domainOf(form, id));
  const website = record?.websites.find(({ domain }) => domain === domainOf(form, id));
  if (website === undefined || website.status === 'DEREGISTERED') return 'gone';
  return website.access === undefined ? 'on record' : 'served';
}

/** A removal from the record of an account; of all its websites unless some are named. */
async function removal(type: OrderType, form: OrderForm, websites?: string[]): Promise<TestFiling> {
  const named = websites?.map((id) => domainOf(form, id));
  return desk.open({ form, at: LATER, type, ...(named && { websites: named }) });
}

/** Through the provider's review and MIIT's code to the bureau. */
async function toTheBureau(filing: TestFiling): Promise<void> {
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  if ((await filing.stage()) === 'PRELIM_REVIEW') {
    expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
    expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
    await filing.reaches('SMS_PENDING');
    for (const personId of (await filing.order()).progress?.sms?.groups.flat() ?? []) {
      expect(await filing.party('smsVerified', { personId }, 'miit')).toBe('APPLIED');
    }
  }
  await filing.reaches('BUREAU_REVIEW');
}
async function approved(filing: TestFiling): Promise<void> {
  expect(await filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('APPLIED');
  expect(await filing.party('recordSynced', { removed: true }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
}

test.concurrent(
  'A-111 A-113 R-DEREG-1 a removal of the entity takes number and all websites, and the entity may file again',
  async () => {
    const form = enterprise('SD');
    const filing = await removal('DEREG_ENTITY', form);
    const number = (await recordOf(domainOf(form, 'W1')))?.number ?? '';
    await toTheBureau(filing);
    expect(await standing(form, 'W1')).toBe('served');
    await approved(filing);
    expect([await standing(form, 'W1'), await standing(form, 'W2')]).toEqual(['gone', 'gone']);
    expect((await readRecord(desk.database, desk.vault, number))?.status).toBe('DEREGISTERED');
    const certificateNumber = form.entity.certificateNumber ?? '';
    expect(await lookUp(desk.database, desk.vault, { certificateNumber })).toMatchObject({ entityHere: false });
    const again = await desk.open({ form, at: '2026-04-20 10:00', accountId: filing.accountId });
    await toTheBureau(again);
    expect(await again.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('APPLIED');
    const anew = await numbersFor(again, '鲁ICP备2026888001号');
    expect(await again.party('recordSynced', anew, 'miit')).toBe('APPLIED');
    expect(await again.stage()).toBe('COMPLETED');
    expect((await recordOf(domainOf(form, 'W1')))?.number).toBe('鲁ICP备2026888001号');
    expect((await readRecord(desk.database, desk.vault, number))?.status).toBe('DEREGISTERED');
  },
);

test.concurrent('A-111 a removal of one website leaves the other with its access', async () => {
  const form = enterprise('SD');
  const filing = await removal('DEREG_SITE', form, ['W2']);
  await toTheBureau(filing);
  await approved(filing);
  expect([await standing(form, 'W1'), await standing(form, 'W2')]).toEqual(['served', 'gone']);
});

test.concurrent(
  'A-111 A-113 A-172 a cancellation of the access asks nobody for MIIT’s code, keeps the number, and tells of it',
  async () => {
    const form = smallEnterprise();
    const filing = await removal('CANCEL_ACCESS', form);
    await toTheBureau(filing);
    const passed = (await filing.history()).map(({ to }) => to);
    expect(passed).not.toContain('PRELIM_REVIEW');
    expect(passed).not.toContain('SMS_PENDING');
    await approved(filing);
    expect(await standing(form, 'W1')).toBe('on record');
    expect(await filing.told('N-11')).toContain('SMS P1');
  },
);

test.concurrent(
  'A-112 a removal is expected within 3 to 20 business days, is abandoned before the hand-over, and is locked afterwards',
  async () => {
    const form = smallEnterprise();
    const filing = await removal('DEREG_SITE', form);
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    expect(await filing.act('withdraw')).toBe('APPLIED');
    expect(await filing.act('abandon')).toBe('APPLIED');
    expect(await standing(form, 'W1')).toBe('served');

    const second = await desk.open({ form, at: LATER, type: 'DEREG_SITE', accountId: filing.accountId });
    await toTheBureau(second);
    const due = (await second.order()).progress?.dues.find(({ kind }) => kind === 'bureau');
    expect(due?.expectedBd).toEqual({ earliest: 3, latest: 20 });
    // 3 and 20 business days after Mon 2026-03-23; Mon 2026-04-06 is a day off, no other.
    expect(await second.expected()).toEqual(['2026-03-26 18:00:00', '2026-04-21 18:00:00']);
    expect(await second.due('bureau')).toBe('2026-04-21 18:00:00');
    expect(await second.act('abandon')).toBe('LOCKED_AT_BUREAU');
  },
);

test.concurrent('R-DEREG-11 a rejected removal leaves record and access as they were', async () => {
  const form = smallEnterprise();
  const filing = await removal('DEREG_ENTITY', form);
  await toTheBureau(filing);
  const items = [{ path: 'entity', code: 'OPEN_CASE', advice: 'A case is open.' }];
  expect(await filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau')).toBe('APPLIED');
  expect(await standing(form, 'W1')).toBe('served');
});

test.concurrent.each([
  ['DEREG_SITE', ['P2', 'P3']],
  ['DEREG_ENTITY', ['P1']],
] as const)(
  'A-172 %s asks for MIIT’s code, and without it within 24 hours goes back with the record unchanged',
  async (type, persons) => {
    const form = enterprise('SD');
    const filing = await removal(type, form);
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    await filing.act('approve', {}, { by: 'R1' });
    await filing.act('forwardToBureau', {}, { by: 'R2' });
    await filing.reaches('SMS_PENDING');
    const { form: copied, progress } = await filing.order();
    const asked = (progress?.sms?.groups.flat() ?? []).map((id) => copied?.people[id]?.documentNumber);
    expect(new Set(asked)).toEqual(new Set(persons.map((id) => form.people[id]?.documentNumber)));
    await filing.travelTo('2026-03-24 10:30');
    await filing.reaches('PRELIM_REJECTED');
    expect([await standing(form, 'W1'), await standing(form, 'W2')]).toEqual(['served', 'served']);
  },
);

test.concurrent(
  'R-DEREG-9 a removal whose record is gone already when the bureau approves completes, and takes nothing that was filed since',
  async () => {
    const form = smallEnterprise();
    const filing = await removal('DEREG_ENTITY', form);
    await toTheBureau(filing);
    const number = (await recordOf(domainOf(form, 'W1')))?.number ?? '';
    await removeEntity(desk.database, await filing.now(), number);
    const { orderId } = await desk.open({ form, at: '2026-03-24 10:00' });
    const entityNumber = '鄂ICP备2026777001号';
    const websites = [{ domain: domainOf(form, 'W1'), number: `${entityNumber}-1` }];
    const at = await filing.now();
    await writeRecord(desk.database, desk.vault, { orderId, at, issuedOn: '2026-03-24', entityNumber, websites });
    await approved(filing);
    expect((await readRecord(desk.database, desk.vault, entityNumber))?.status).toBe('ACTIVE');
  },
);
