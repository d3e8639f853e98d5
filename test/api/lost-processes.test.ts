/** What people and outside parties had sent to a process that was then lost: it is applied, or visibly refused. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import request from 'supertest';
import type { OrderId } from '../../domain/identifiers.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { Tally } from '../../usecases/reconciliation/tally.ts';
import { settle } from '../../usecases/reconciliation/settle.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';
import { individual } from '../support/orders/applicants.ts';
import { resetToTheBeginning, settleDependencies } from '../support/desk/mending.ts';
import { interceptedClient } from '../support/servers/intercepted-client.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench({ limits: { outcomeWaitMs: 300 } });
});
afterAll(() => bench.close());

const lookInto = (id: string, client: Client = bench.temporal) =>
  settle(settleDependencies({ ...bench, client, taskQueue: bench.worker.taskQueue }), {
    caseId: id as OrderId,
    process: 'filing',
  });

/** A client with which a workflow is started, and whoever started it dies before they can do anything more. */
const dyingAfterTheStart = (client: Client): Client =>
  interceptedClient(client, {
    startWithDetails: async (input, next) => {
      await next(input);
      throw new Error('died');
    },
  });

/** What is owed is sent, as if a minute had passed. */
async function sendOwed(): Promise<void> {
  const sweeper = startSweeper(
    { ...withDefaults(bench.deps), now: () => Date.now() + 60_000 },
    { everyMs: 3_600_000, withinMs: 60_000 },
  );
  await sweeper.sweep();
  sweeper.stop();
}

async function submitted(): Promise<{ id: string; reviewer: Person }> {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'CONFIRMATION');
  const { body } = succeeded(
    await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } }),
  );
  expect((await bench.outcome(id, `api:${applicant.id}:${body.actionId}`))?.outcome).toBe('APPLIED');
  return { id, reviewer: await bench.as('reviewer') };
}

test('an action that the lost run had received and not answered is answered by the new run, once', async () => {
  const { id, reviewer } = await submitted();
  await bench.worker.pause();
  const taken = await reviewer.post(`/v1/orders/${id}/actions/claim`, { data: {} });
  expect(taken.status).toBe(202);
  await bench.temporal.workflow.getHandle(id).terminate('a mistake');
  expect(await lookInto(id)).toBe('RESTARTED');
  await sendOwed();
  await bench.worker.resume();
  expect(await bench.outcome(id, `api:${reviewer.id}:${taken.body.actionId}`)).toMatchObject({ outcome: 'APPLIED' });
  const { body } = succeeded(await reviewer.get(`/v1/orders/${id}/history`));
  expect(body.entries.filter(({ action }: { action: string }) => action === 'claim')).toHaveLength(1);
});

test('an action that the lost run had received is not lost when the reconciler dies while it starts the new one', async () => {
  const { id, reviewer } = await submitted();
  await bench.worker.pause();
  const taken = await reviewer.post(`/v1/orders/${id}/actions/claim`, { data: {} });
  expect(taken.status).toBe(202);
  await bench.temporal.workflow.getHandle(id).terminate('a mistake');
  await expect(lookInto(id, dyingAfterTheStart(bench.temporal))).rejects.toThrow('died');
  await bench.worker.resume();
  // The new run may not have read yet where it stands, and is then told to compare.
  expect(await lookInto(id)).not.toBe('RESTARTED');
  await sendOwed();
  expect(await bench.outcome(id, `api:${reviewer.id}:${taken.body.actionId}`)).toMatchObject({ outcome: 'APPLIED' });
});

test('an action that a run had received before it was reset without its signals is answered, once', async () => {
  const { id, reviewer } = await submitted();
  await bench.worker.pause();
  const taken = await reviewer.post(`/v1/orders/${id}/actions/claim`, { data: {} });
  expect(taken.status).toBe(202);
  await resetToTheBeginning(bench.temporal, id, { withSignals: false });
  await bench.worker.resume();
  expect(await lookInto(id)).not.toBe('RESTARTED');
  await sendOwed();
  expect(await bench.outcome(id, `api:${reviewer.id}:${taken.body.actionId}`)).toMatchObject({ outcome: 'APPLIED' });
  const { body } = succeeded(await reviewer.get(`/v1/orders/${id}/history`));
  expect(body.entries.filter(({ action }: { action: string }) => action === 'claim')).toHaveLength(1);
});

test('an action for a filing that does not run is refused for the moment, and taken under the same key afterwards', async () => {
  const { id, reviewer } = await submitted();
  await bench.temporal.workflow.getHandle(id).terminate('a mistake');
  const claim = () => reviewer.post(`/v1/orders/${id}/actions/claim`, { data: {}, actionId: 'claim-once-0001' });
  expect((await claim()).body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
  await lookInto(id);
  await claim();
  expect(await bench.outcome(id, `api:${reviewer.id}:claim-once-0001`)).toMatchObject({ outcome: 'APPLIED' });
});

test('a signed decision that was accepted after a reset stands in the history, applied or refused', async () => {
  const { id, reviewer } = await submitted();
  await resetToTheBeginning(bench.temporal, id);
  const eventId = `evt-${randomUUID()}`;
  const decision = { eventId, orderId: id, event: 'bureauDecision', data: { handOver: 1, decision: 'APPROVED' } };
  expect((await bench.webhook(decision)).body).toEqual({ status: 'ACCEPTED' });
  expect(await bench.outcome(id, eventId)).toMatchObject({ outcome: 'REFUSED', reason: 'NOT_HANDED_OVER' });
  const { body } = succeeded(await reviewer.get(`/v1/orders/${id}/history`));
  expect(body.entries.filter(({ action }: { action: string }) => action === 'submitForReview')).toHaveLength(1);
});

test('figures show which processes were lost, until they are found to run again', async () => {
  const { id } = await submitted();
  const differences = new Tally();
  const figure = async (name: string): Promise<number> => {
    const { text } = await request(bench.appsWith({ differences }).operations).get('/metrics').expect(200);
    const line = text.split('\n').find((one) => one.startsWith(`${name} `));
    return Number(line?.slice(name.length) ?? 0);
  };
  const before = await figure('beian_processes_differing');
  await bench.temporal.workflow.getHandle(id).terminate('a mistake');
  differences.count(await lookInto(id));
  expect(await figure('beian_process_suspicions_total{found="RESTARTED"}')).toBe(1);
  expect(await figure('beian_processes_differing')).toBe(before + 1);
  expect(await figure('beian_process_oldest_difference_seconds')).toBeGreaterThan(0);
  expect(await lookInto(id)).toBe('AGREES');
  expect(await figure('beian_processes_differing')).toBe(before);
});
