/** The mobile that a form names is sent nothing but a code before somebody has answered it, where policy says so. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDeliverMessages } from '../../activities/messages/deliver-messages.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { redeliveryWorkflowId } from '../../workflows/messages/redelivery.ts';
import { individual } from '../support/orders/applicants.ts';
import { sampleSms, stepOfMessages } from '../support/orders/stored-messages.ts';
import {
  startApiBench,
  succeeded,
  uploadEverything,
  type ApiBench,
  type Person,
} from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const WANTED = {
  validDays: 365,
  codeMinutes: 10,
  maxWrongEntries: 2,
  codesPerDay: { perNumber: 3, perAccount: 30 },
};

async function wantProofs(value: object | 'NOT_NEEDED' = WANTED): Promise<void> {
  const operator = await bench.as('operator');
  const row = { key: 'message.numberProof', scope: {}, validFrom: '2026-01-01', value, source: 'A test' };
  succeeded(await operator.put('/v1/policies', [row]));
}

/** One attempt at the messages of a step, as the worker makes it. */
const deliver = (of: { orderId: string; seq: number }) =>
  createDeliverMessages({ ...bench.deps, ...bench.parties })(of);

async function draft() {
  const applicant = await bench.as('applicant');
  const form = individual();
  const id = await bench.order(applicant, form, 'FILLED');
  await uploadEverything(applicant, id);
  await bench.passFaceChecks(applicant, id);
  const mobile = form.people['P1']?.mobile ?? '';
  const path = `/v1/orders/${id}/people/P1`;
  return {
    id,
    applicant,
    mobile,
    ask: () => applicant.post(`${path}/number-code`),
    answer: (code: string) => applicant.post(`${path}/number-proof`, { code }),
    proofs: async (person: Person = applicant) =>
      succeeded(await person.get(`/v1/orders/${id}/number-proofs`)).body.proofs,
    smsTo: (to = mobile) => bench.parties.sms.sent.filter((sms) => sms.to === to),
    stage: async () => succeeded(await applicant.get(`/v1/orders/${id}`)).body.stage,
    /** The code as the phone shows it, once it has come. */
    received: async (): Promise<string> => {
      const { messages } = succeeded(await applicant.get(`/v1/orders/${id}/messages`)).body;
      const last = messages.findLast(({ code }: { code: string }) => code === 'P-1');
      await bench.temporal.workflow.getHandle(redeliveryWorkflowId(last.id)).result();
      const sms = bench.parties.sms.sent.findLast(({ template }) => template === 'P-1');
      return sms?.params[1] ?? '';
    },
  };
}

describe('where policy wants numbers proved', () => {
  beforeAll(() => wantProofs());

  test('an order cannot be submitted before, names the field, and nothing but the code goes to the number', async () => {
    const { id, applicant, ask, answer, received, stage, smsTo, mobile, proofs } = await draft();
    expect(await stage()).toBe('INSTANCE_VERIFIED');
    const refused = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    expect([409, 422]).toContain(refused.status);
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({ path: 'people.P1.mobile', code: 'MOBILE_NOT_PROVED' }),
    );
    const sent = succeeded(await ask());
    expect(sent.status).toBe(202);
    const code = await received();
    expect(code).toMatch(/^\d{6}$/);
    expect(smsTo().map(({ template }) => template)).toEqual(['P-1']);
    expect(await proofs()).toEqual([{ personId: 'P1', state: 'NOT_PROVED' }]);
    const proved = succeeded(await answer(code)).body;
    expect(proved).toMatchObject({ personId: 'P1', state: 'PROVED' });
    expect(await stage()).toBe('CONFIRMATION');
    await applicant.act(id, 'submitForReview', { confirmed: true });
    const auditor = await bench.as('auditor');
    expect(await proofs(auditor)).toMatchObject([{ personId: 'P1', state: 'PROVED' }]);
    expect(JSON.stringify(await proofs(auditor))).not.toContain(mobile.slice(-8));
    const { entries } = succeeded(await auditor.get(`/v1/orders/${id}/history`)).body;
    expect(entries).toContainEqual(expect.objectContaining({ action: 'numberProved' }));
  });

  test('another number needs another proof', async () => {
    const { id, applicant, ask, answer, received, stage, proofs } = await draft();
    succeeded(await ask());
    succeeded(await answer(await received()));
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { people: { P1: { mobile: '13800998877' } } }));
    expect(await stage()).toBe('INSTANCE_VERIFIED');
    expect(await proofs()).toEqual([{ personId: 'P1', state: 'NOT_PROVED' }]);
  });

  test('a wrong code is told as wrong, and after too many a new code is needed', async () => {
    const { ask, answer, received } = await draft();
    expect((await answer('123456')).body).toMatchObject({ status: 409, code: 'CONFLICT' });
    succeeded(await ask());
    const code = await received();
    const other = code === '000000' ? '000001' : '000000';
    expect((await answer(other)).body).toMatchObject({ status: 422, errors: [{ path: 'code', code: 'CODE_WRONG' }] });
    expect((await answer(other)).body.status).toBe(422);
    expect((await answer(code)).body).toMatchObject({ status: 409, code: 'CONFLICT' });
    succeeded(await ask());
    succeeded(await answer(await received()));
  });

  test('a number gets no more codes a day than the policy says', async () => {
    const { ask } = await draft();
    for (const status of [202, 202, 202, 429]) expect((await ask()).status).toBe(status);
  });

  test('a message to a number that nobody proved is listed, and goes out when somebody proves it', async () => {
    const { id, ask, answer, received, mobile, smsTo } = await draft();
    const store = { db: bench.database, vault: bench.vault };
    const step = await stepOfMessages(store, [sampleSms(mobile)], { orderId: id as OrderId, seq: 77 });
    const [message] = await step.log();
    await expect(deliver({ orderId: id, seq: 77 })).rejects.toThrow('ADDRESS_NOT_PROVED');
    const operator = await bench.as('operator');
    const { messages } = succeeded(await operator.get(`/v1/messages/undelivered?state=keptBack&orderId=${id}`)).body;
    expect(messages).toMatchObject([{ id: message?.id, lastError: 'ADDRESS_NOT_PROVED', status: 'PENDING' }]);
    expect(smsTo()).toEqual([]);
    succeeded(await ask());
    succeeded(await answer(await received()));
    await bench.temporal.workflow.getHandle(redeliveryWorkflowId(message?.id ?? '')).result();
    expect(smsTo().map(({ template }) => template)).toEqual(['P-1', 'N-2']);
    expect(await step.log()).toMatchObject([{ status: 'SENT' }]);
  });

  test('a message that was given up for want of a proof goes out, too', async () => {
    const { id, ask, answer, received, mobile, smsTo } = await draft();
    const store = { db: bench.database, vault: bench.vault };
    const step = await stepOfMessages(store, [sampleSms(mobile)], { orderId: id as OrderId, seq: 78 });
    const [message] = await step.log();
    await bench.database
      .updateTable('messages')
      .set({ status: 'FAILED', last_error: 'ADDRESS_NOT_PROVED' })
      .where('case_id', '=', id as OrderId)
      .where('seq', '=', 78)
      .execute();
    succeeded(await ask());
    succeeded(await answer(await received()));
    await bench.temporal.workflow.getHandle(redeliveryWorkflowId(message?.id ?? '')).result();
    expect(smsTo().map(({ template }) => template)).toEqual(['P-1', 'N-2']);
  });
});

describe('where policy wants no proof', () => {
  beforeAll(() => wantProofs('NOT_NEEDED'));

  test('no code is sent, and an order is submitted without one', async () => {
    const { id, applicant, ask, proofs, smsTo } = await draft();
    expect((await ask()).body).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect(await proofs()).toEqual([{ personId: 'P1', state: 'NOT_NEEDED' }]);
    await applicant.act(id, 'submitForReview', { confirmed: true });
    expect(smsTo().filter(({ template }) => template === 'P-1')).toEqual([]);
  });
});
