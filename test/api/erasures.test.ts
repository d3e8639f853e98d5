/** Two people erase an order, or an account with all its orders, before its term (§16.4). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { withDefaults } from '../../api/dependencies.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';
import { individual } from '../support/orders/applicants.ts';
import {
  MONDAY_MORNING,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../support/orders/stored-orders.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let asking: Person;
let agreeing: Person;
beforeAll(async () => {
  bench = await startApiBench();
  asking = await bench.as('operator');
  agreeing = await bench.as('auditor');
});
afterAll(() => bench.close());

const why = { ground: 'PERSON_ASKS', reason: 'Asked for by letter.' };
const ask = (what: object, person = asking) => person.post('/v1/erasures', { ...what, ...why });
const agree = (id: string, person = agreeing) => person.post(`/v1/erasures/${id}/agreement`);
const requested = async (what: object): Promise<string> => succeeded(await ask(what)).body.id;
const historyOf = async (id: string) => {
  const { body } = succeeded(await asking.get(`/v1/orders/${id}/history`));
  return body.entries.map((entry: { action: string; actor: { id: string } }) => [entry.action, entry.actor.id]);
};
const imagesOf = (id: string) => [...bench.parties.documents.contents.keys()].filter((key) => key.startsWith(id));

/** An order with an image that its customer gave up. */
async function abandoned(): Promise<{ applicant: Person; id: string }> {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'FILLED');
  succeeded(await applicant.upload(id, 'entity-certificate'));
  await applicant.act(id, 'abandon');
  return { applicant, id };
}

/** A completed order of which the record lives. */
async function onRecord(number: string, certificateNumber: string): Promise<{ id: OrderId; accountId: string }> {
  const { database: db, vault } = bench;
  const form = sampleForm();
  const { id, accountId } = await sampleOrder(db, vault, {
    form: { ...form, entity: { ...form.entity, certificateNumber } },
  });
  const progress = sampleProgress('COMPLETED');
  const step = sampleStep(id, { from: 'BUREAU_APPROVED', to: 'COMPLETED', progress, effects: ['releasePlace'] });
  await writeFilingStep(db, vault, step, () => ({ waitingOn: 'nobody', dues: [] }));
  const record = { entityNumber: number, websites: [], issuedOn: '2026-03-02' };
  await writeRecord(db, vault, { orderId: id, at: MONDAY_MORNING, ...record });
  return { id, accountId };
}

test('an order is erased when a second person agrees: images, form and texts go, the history stays whole', async () => {
  const { applicant, id } = await abandoned();
  expect(imagesOf(id)).not.toEqual([]);
  const erasure = await requested({ orderId: id });
  const { body: listed } = succeeded(await agreeing.get('/v1/erasures'));
  expect(listed.erasures).toContainEqual(
    expect.objectContaining({ id: erasure, orderId: id, askedBy: asking.id, ...why }),
  );
  expect(succeeded(await agree(erasure)).body).toEqual({ orders: [id] });
  expect(imagesOf(id)).toEqual([]);
  expect((await applicant.get(`/v1/orders/${id}/form`)).body).toMatchObject({ status: 410, code: 'ERASED' });
  expect(await historyOf(id)).toEqual(
    expect.arrayContaining([
      ['askToErase', asking.id],
      ['erase', agreeing.id],
    ]),
  );
  const { body: messages } = succeeded(await asking.get(`/v1/orders/${id}/messages`));
  expect(messages.messages.length).toBeGreaterThan(0);
  expect(JSON.stringify(messages)).not.toMatch(/1380013\d{4}|@/);
  expect(await verifyChains(bench.database, bench.vault.auditMac)).toMatchObject({ faults: [] });
  expect((await ask({ orderId: id })).body).toMatchObject({ status: 410, code: 'ERASED' });
});

test('Temporal keeps nothing of an erased order, neither its filing nor any run before', async () => {
  const { id } = await abandoned();
  const { temporal } = bench;
  await temporal.workflow.getHandle(id).result();
  const runs = () => keptRuns(id);
  await sweepingUntil(async () => (await runs()).length === 1); // lists lag behind
  succeeded(await agree(await requested({ orderId: id })));
  await sweepingUntil(async () => (await runs()).length === 0);
  await expect(temporal.workflow.getHandle(id).describe()).rejects.toThrow(WorkflowNotFoundError);
  const owed = bench.database
    .selectFrom('owed_work')
    .select('kind')
    .where('case_id', '=', id as OrderId);
  expect(await owed.execute()).toEqual([]);
});

async function keptRuns(id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { runId } of bench.temporal.workflow.list({ query: `WorkflowId = '${id}'` })) found.push(runId);
  return found;
}

/** Does what is owed, as if time passed, until it is so. */
async function sweepingUntil(isSo: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for (let later = 0; !(await isSo()); later += 60_000) {
    signal.throwIfAborted();
    const sweeper = startSweeper(
      { ...withDefaults(bench.deps), now: () => Date.now() + later },
      { everyMs: 3_600_000, withinMs: 60_000 },
    );
    await sweeper.sweep().finally(() => sweeper.stop());
  }
}

test('nobody agrees to what they asked for, or to what nobody asked for, and other roles do neither', async () => {
  const { applicant, id } = await abandoned();
  const erasure = await requested({ orderId: id });
  expect((await agree(erasure, asking)).body).toMatchObject({ status: 409, code: 'SAME_PERSON' });
  const nothing = '00000000-0000-4000-8000-000000000000';
  expect((await agree(nothing)).body).toMatchObject({ status: 409, code: 'NO_ERASURE_REQUEST' });
  for (const person of [applicant, await bench.as('reviewer'), await bench.as('mailroom'), await bench.as('system')]) {
    expect((await ask({ orderId: id }, person)).status).toBe(403);
    expect((await agree(erasure, person)).status).toBe(403);
  }
  expect((await applicant.get(`/v1/orders/${id}/form`)).status).toBe(200);
  expect((await ask({ orderId: 'BA20260101-NOTHERE2' })).body).toMatchObject({ status: 404, code: 'ORDER_NOT_FOUND' });
  expect((await ask({ accountId: 'nobody-knows' })).body).toMatchObject({ status: 404 });
});

test('a refused request is answered for good, and the history says who refused', async () => {
  const { id } = await abandoned();
  const erasure = await requested({ orderId: id });
  const refused = await agreeing.post(`/v1/erasures/${erasure}/refusal`, { reason: 'There is a dispute.' });
  expect(refused.status).toBe(204);
  expect((await agree(erasure)).body).toMatchObject({ code: 'NO_ERASURE_REQUEST' });
  expect((await historyOf(id)).at(-1)).toEqual(['refuseToErase', agreeing.id]);
});

test('a later request for the same order replaces the earlier one', async () => {
  const { id } = await abandoned();
  const [first, second] = [await requested({ orderId: id }), await requested({ orderId: id })];
  expect((await agree(first)).body).toMatchObject({ code: 'NO_ERASURE_REQUEST' });
  expect(succeeded(await agree(second)).body).toEqual({ orders: [id] });
});

test('an order under way is not erased, and one that is gone on with meanwhile neither: the answer says why', async () => {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'FILLED');
  const { body } = await ask({ orderId: id });
  expect(body).toMatchObject({ status: 409, code: 'MUST_BE_KEPT', errors: [{ path: id, code: 'UNDER_WAY' }] });
  await applicant.act(id, 'abandon');
  const erasure = await requested({ accountId: applicant.accountId });
  const next = await bench.order(applicant, individual(), 'OPEN');
  expect((await agree(erasure)).body).toMatchObject({ code: 'MUST_BE_KEPT', errors: [{ path: next }] });
  expect((await applicant.get(`/v1/orders/${id}/form`)).status).toBe(200);
});

test('an order whose record lives is not erased, nor its account; once the record has ended both are', async () => {
  const { id, accountId } = await onRecord('琼ICP备2026000091号', '91460100MA5TEST91X');
  const { body: account } = succeeded(await asking.post('/v1/accounts', { id: accountId, mobile: '13800138000' }));
  expect(account.mobile).toBe('138****8000');
  for (const what of [{ orderId: id }, { accountId }])
    expect((await ask(what)).body).toMatchObject({
      code: 'MUST_BE_KEPT',
      errors: [{ path: id, code: 'RECORD_LIVES' }],
    });
  await bench.database
    .updateTable('record_entities')
    .set({ status: 'DEREGISTERED' })
    .where('order_id', '=', id)
    .execute();
  expect(succeeded(await agree(await requested({ accountId }))).body).toEqual({ orders: [id] });
  expect(succeeded(await asking.get(`/v1/accounts/${accountId}`)).body).toEqual({
    id: accountId,
    verified: false,
    hasEntity: false,
  });
});
