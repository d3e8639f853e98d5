/** Orders that are given up: by the applicant, or by two persons of the provider (A-159, R-SM-14). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { handOverUnderWay } from '../support/desk/doing.ts';
import { entitiesOfAccount } from '../../store/records/known-here.ts';
import { readRecord } from '../../store/records/records.ts';
import { confirmed, filingIn, ITEM, JOURNEY_POLICIES } from '../support/desk/journey.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const reason = { reason: 'The customer asked for it by phone.' };
const O1 = { by: 'O1' } as const;
const O2 = { by: 'O2' } as const;

/** States of §5.1 in which an operator may cancel, copied from the specification and not from the table. */
const CANCELLABLE = [
  'DRAFT', 'TYPE_DETERMINED', 'INSTANCE_VERIFIED', 'INFO_FILLED', 'MATERIALS_PENDING', 'AUTHENTICITY_PENDING',
  'CONFIRMATION', 'PRELIM_REVIEW', 'PRELIM_REJECTED', 'PHOTO_PENDING', 'BACKDROP_SHIPPING', 'PHOTO_REVIEW',
  'PHOTO_REJECTED', 'MAIL_PENDING', 'MAIL_REVIEW', 'READY_FOR_BUREAU', 'SMS_RETURNED', 'RESUBMIT_WAIT',
  'BUREAU_REJECTED', 'EXPIRED',
] as const; // prettier-ignore

test('A-159 the table lets an operator cancel in these states and no others', () => {
  const inTable = STAGES.filter((stage) => 'operatorCancel' in lifecycleTable[stage].actions);
  expect(inTable.toSorted()).toEqual(CANCELLABLE.toSorted());
});

test.concurrent.each(CANCELLABLE)('A-159 an order in %s ends when a second person consents', async (stage) => {
  const filing = await filingIn(desk, stage);
  expect(await filing.act('consentToCancel', {}, O2)).toBe('NO_CANCEL_REQUEST');
  expect(await filing.act('operatorCancel', {}, O1)).toBe('MALFORMED');
  expect(await filing.act('operatorCancel', reason, O1)).toBe('APPLIED');
  expect(await filing.tasks()).toContain('CANCEL_REQUESTED');
  expect(await filing.act('consentToCancel', {}, O1)).toBe('SAME_PERSON');
  expect(await filing.stage()).toBe(stage);
  expect(await filing.act('consentToCancel', {}, O2)).toBe('APPLIED');
  expect(await filing.stage()).toBe('ABANDONED');
  expect(await filing.told('N-15')).toEqual(expect.arrayContaining(['EMAIL account', 'IN_APP account']));
  expect(await filing.servers()).toEqual([]);
  expect(await filing.tasks()).not.toContain('CANCEL_REQUESTED');
});

test.concurrent('A-088 an order given up before the hand-over frees place, server and domain at once', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  expect(await filing.servers()).not.toEqual([]);
  expect(await filing.act('abandon')).toBe('APPLIED');
  expect(await filing.servers()).toEqual([]);
  const { form } = await filing.order();
  if (form === undefined) throw new Error('the form is kept for a year');
  const next = await desk.open({ form, at: '2026-03-16 10:00', accountId: filing.accountId });
  expect(await next.act('submitForReview', confirmed)).toBe('APPLIED');
});

test.concurrent('A-088 a change that is given up leaves the record as it is', async () => {
  const changes = { websites: { W1: { name: '示例科技售后服务' } } };
  const filing = await desk.open({ form: smallEnterprise(), at: '2026-03-16 10:00', type: 'CHANGE_SITE', changes });
  const [number = ''] = await entitiesOfAccount(desk.database, filing.accountId);
  const before = await readRecord(desk.database, desk.vault, number);
  expect(before).toMatchObject({ status: 'ACTIVE' });
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.act('abandon')).toBe('APPLIED');
  expect(await readRecord(desk.database, desk.vault, number)).toEqual(before);
});

const LOCKED = ['SMS_PENDING', 'BUREAU_REVIEW', 'BUREAU_APPROVED'] as const;

test.concurrent.each(LOCKED)('A-159 an order in %s is locked and not cancelled', async (stage) => {
  const filing = await filingIn(desk, stage);
  const refusal = 'LOCKED_AT_BUREAU';
  expect(await filing.act('operatorCancel', reason, O1)).toBe(refusal);
  expect(await filing.act('consentToCancel', {}, O2)).toBe(refusal);
  expect(await filing.act('abandon')).toBe(refusal);
  expect(await filing.act('withdraw')).toBe(refusal);
  expect(await filing.stage()).toBe(stage);
});

describe('when somebody asks Temporal to cancel,', () => {
  test.concurrent('A-159 the order goes on until two people cancel it under their own names', async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    await filing.handle.cancel();
    await filing.happens('operatorCancel');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    expect(await filing.tasks()).toEqual(['ASKED_BY_HAND']);
    expect(await filing.act('consentToCancel', {}, O1)).toBe('NO_CANCEL_REQUEST');
    expect(await filing.act('operatorCancel', reason, O1)).toBe('APPLIED');
    expect(await filing.act('consentToCancel', {}, O2)).toBe('APPLIED');
    expect(await filing.stage()).toBe('ABANDONED');
    expect(await filing.handle.result()).toEqual({ stage: 'ABANDONED' });
  });

  test.concurrent(
    'A-159 the request is written down at the bureau, operators are told, and the filing goes on',
    async () => {
      const filing = await filingIn(desk, 'BUREAU_REVIEW');
      await filing.handle.cancel();
      await filing.happens('operatorCancel');
      expect(await filing.steps()).toContain('operatorCancel: ASKED_BY_HAND');
      expect(await filing.tasks()).toEqual(['ASKED_BY_HAND']);
      expect(await filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('APPLIED');
    },
  );
});

test.concurrent('A-159 a request is forgotten when the order moves on', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.act('operatorCancel', reason, O1);
  await filing.act('approve', {}, { by: 'R1' });
  expect(await filing.tasks()).toEqual([]);
  expect(await filing.act('consentToCancel', {}, O2)).toBe('NO_CANCEL_REQUEST');
});

test.concurrent('R-SM-4 an order cannot be cancelled or abandoned from its hand-over on', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  await handOverUnderWay(desk, filing, 'forwardToBureau');
  expect(await filing.act('abandon')).toBe('HAND_OVER_UNDER_WAY');
  expect(await filing.act('operatorCancel', reason, O1)).toBe('HAND_OVER_UNDER_WAY');
  expect(await filing.act('rejectOrder', { items: [ITEM] }, { by: 'R2' })).toBe('HAND_OVER_UNDER_WAY');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
});

test.concurrent('R-ORD-9 an applicant who abandons an order may open the next one at once', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  const { form, accountId } = { form: (await filing.order()).form, accountId: filing.accountId };
  expect(await filing.act('abandon', { reason: 'we changed our mind' })).toBe('APPLIED');
  expect(await filing.servers()).toEqual([]);
  if (!form) throw new Error('the form is gone');
  const next = await desk.open({ form, at: '2026-03-10 10:00', accountId });
  expect(await next.act('submitForReview', { confirmed: true })).toBe('APPLIED');
});
