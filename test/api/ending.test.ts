/** Two operators end an order whose filing cannot go on, in whatever state it is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import { holderOfPlace } from '../../store/orders/place.ts';
import { reservationsOf } from '../../store/assets/instance-reservations.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import { settle } from '../../usecases/reconciliation/settle.ts';
import { individual } from '../support/orders/applicants.ts';
import { settleDependencies } from '../support/desk/mending.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { atRest } from '../support/servers/at-rest.ts';

let bench: ApiBench;
let asking: Person;
let agreeing: Person;
beforeAll(async () => {
  bench = await startApiBench();
  asking = await bench.as('operator');
  agreeing = await bench.as('operator');
});
afterAll(() => bench.close());

const reason = 'The filing could not be restored.';
const ask = (id: string, person = asking) => person.post(`/v1/orders/${id}/ending`, { reason });
const agree = (id: string, person = agreeing) => person.post(`/v1/orders/${id}/ending/agreement`);
const terminate = async (id: string) => {
  await atRest(bench.temporal, id);
  await bench.temporal.workflow.getHandle(id).terminate('a mistake');
};

async function order(until: 'FILLED' | 'CONFIRMATION' | 'PRELIM_REVIEW'): Promise<{ id: string; applicant: Person }> {
  const applicant = await bench.as('applicant');
  return { applicant, id: await bench.order(applicant, individual(), until) };
}

test.each(['FILLED', 'PRELIM_REVIEW'] as const)(
  'an order (%s) whose filing does not run is ended when a second operator agrees, and its account may open another',
  async (until) => {
    const { id, applicant } = await order(until);
    await terminate(id);
    expect((await ask(id)).status).toBe(204);
    const { body } = succeeded(await agree(id));
    expect(body).toMatchObject({ action: 'endOrder', outcome: 'APPLIED', to: 'ABANDONED' });
    expect((await applicant.get(`/v1/orders/${id}`)).body).toMatchObject({ stage: 'ABANDONED' });
    expect(await reservationsOf(bench.database, id as OrderId)).toEqual([]);
    const stored = await readOrder(bench.database, bench.vault, id as OrderId);
    expect(stored && (await holderOfPlace(bench.database, stored.accountId))).toBeUndefined();
    const { body: inbox } = succeeded(await applicant.get('/v1/inbox'));
    expect(inbox.messages.filter(({ code }: { code: string }) => code === 'N-15')).toHaveLength(1);
    succeeded(await applicant.post('/v1/orders', { rulesConfirmed: true }));
    const { body: tasks } = succeeded(await asking.get(`/v1/tasks?orderId=${id}`));
    expect(tasks.tasks).toEqual([]);
    expect((await verifyChains(bench.database)).faults).toEqual([]);
  },
);

test('an order that runs is not ended so: the answer says what to use instead', async () => {
  const { id } = await order('PRELIM_REVIEW');
  const { body } = await ask(id);
  expect(body).toMatchObject({ status: 409, code: 'FILING_RUNS', title: expect.stringContaining('operatorCancel') });
});

test('nobody agrees to what they asked for, or to what nobody asked for', async () => {
  const { id } = await order('FILLED');
  await terminate(id);
  expect((await agree(id)).body).toMatchObject({ status: 409, code: 'NO_ENDING_REQUEST' });
  succeeded(await ask(id));
  expect((await agree(id, asking)).body).toMatchObject({ status: 409, code: 'SAME_PERSON' });
  expect((await ask(id, await bench.as('reviewer'))).status).toBe(403);
});

test('a filing that two operators are about to end is not started again meanwhile', async () => {
  const { id } = await order('FILLED');
  await terminate(id);
  succeeded(await ask(id));
  const deps = settleDependencies({ ...bench, client: bench.temporal, taskQueue: bench.worker.taskQueue });
  expect(await settle(deps, { caseId: id as OrderId, process: 'filing' })).toBe('LEFT_ALONE');
  succeeded(await agree(id));
  expect(await settle(deps, { caseId: id as OrderId, process: 'filing' })).toBe('AGREES');
});

test('a filing that runs only in name, because it was started again in vain, is stopped and its order ended', async () => {
  const { id } = await order('PRELIM_REVIEW');
  const stored = await readOrder(bench.database, bench.vault, id as OrderId);
  const at = filingTime({ clockSkewMs: stored?.clockSkewMs ?? 0 }, Date.now());
  const { visit = 0 } = stored ?? {};
  await openTask(bench.database, { caseId: id as OrderId, kind: 'PROCESS_CANNOT_GO_ON', visit, at });
  succeeded(await ask(id));
  succeeded(await agree(id));
  expect((await readOrder(bench.database, bench.vault, id as OrderId))?.stage).toBe('ABANDONED');
  expect(await bench.temporal.workflow.getHandle(id).describe()).toMatchObject({ status: { name: 'TERMINATED' } });
});

test('an order whose data cannot be read any more is ended too', async () => {
  const { id, applicant } = await order('PRELIM_REVIEW');
  await terminate(id);
  await bench.database
    .updateTable('cases')
    .set({ wrapped_key: Buffer.from('damaged') })
    .where('id', '=', id as OrderId)
    .execute();
  bench.vault.forget(id);
  succeeded(await ask(id));
  expect(succeeded(await agree(id)).body).toMatchObject({ outcome: 'APPLIED', to: 'ABANDONED' });
  succeeded(await applicant.post('/v1/orders', { rulesConfirmed: true }));
  const messages = bench.database
    .selectFrom('messages')
    .select(['code', 'channel'])
    .where('case_id', '=', id as OrderId);
  expect(await messages.execute()).toContainEqual({ code: 'N-15', channel: 'IN_APP' });
  expect((await verifyChains(bench.database)).faults).toEqual([]);
});
