/** What is owed to filings: one that takes no signals, or a row that cannot be read, holds up nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client, Connection, ServiceError, type WorkflowClientInterceptor } from '@temporalio/client';
import request from 'supertest';
import { BEIAN_HEADER, signBeian } from '../../adapters/signatures/beian-signature.ts';
import { createWatchedApp } from '../support/answers/watched-app.ts';
import { withDefaults, type ApiDependencies } from '../../api/dependencies.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { oweAgain } from '../../store/outbox/arrived-actions.ts';
import { noteRequest, requestDigest } from '../../store/outbox/action-requests.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';
import { individual } from '../support/orders/applicants.ts';
import { interceptedClient } from '../support/servers/intercepted-client.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';

let bench: ApiBench;
let deps: ApiDependencies;
let operator: Person;
/** Orders whose filings take nothing more: the server refuses what is sent to them, as after 10,000 signals. */
const deaf = new Set<string>();

const refusing: WorkflowClientInterceptor = {
  signal: (input, next) => (deaf.has(input.workflowExecution.workflowId ?? '') ? refuse() : next(input)),
  start: (input, next) => (deaf.has(input.options.workflowId) ? refuse() : next(input)),
};
const refuse = () => Promise.reject(new ServiceError('exceeded workflow execution limit for signal events'));

beforeAll(async () => {
  bench = await startApiBench();
  deps = { ...bench.deps, temporal: interceptedClient(bench.temporal, refusing) };
});
beforeEach(async () => {
  deaf.clear();
  operator = (await bench.as('operator')).at(createWatchedApp(deps));
});
afterAll(() => bench.close());

const A_MINUTE = 60_000;
const HALF_AN_HOUR = 30 * A_MINUTE;

/** Sweeps once, as if this much time had passed; returns how many pieces of work are done. */
async function sweepAfter(ms: number): Promise<number> {
  const sweeper = startSweeper(
    { ...withDefaults(deps), now: () => Date.now() + ms },
    { everyMs: 3_600_000, withinMs: 60_000 },
  );
  try {
    return await sweeper.sweep();
  } finally {
    sweeper.stop();
  }
}

const openOrder = async (): Promise<string> => bench.order(await bench.as('applicant'), individual(), 'OPEN');

/** An action that was noted and not sent, as after a crash. */
async function leftInOutbox(orderId: string, name: string = randomUUID()): Promise<string> {
  const actionId = name as ActionId;
  const actor = { id: 'somebody', role: 'operator', door: 'api' } as const;
  const sent = { to: 'filing', action: 'annotate', actionId, actor, data: { note: 'left behind' } } as const;
  const digest = requestDigest(bench.vault, name);
  const at = instant(Date.now());
  await noteRequest(bench.database, bench.vault, { orderId: orderId as OrderId, sent, digest, at });
  return name;
}

const tasksOf = async (orderId: string): Promise<{ id: string; kind: string }[]> =>
  (await operator.get(`/v1/tasks?orderId=${orderId}`)).body.tasks;

describe('news for many filings', () => {
  const row = (value: number) => [
    { key: 'sla.prelimBd', scope: { province: 'QH' }, validFrom: '2031-01-01', value, source: 'A notice' },
  ];

  test('reaches all but the one that takes none, which hears of it later', async () => {
    const [first, second, last] = [await openOrder(), await openOrder(), await openOrder()];
    deaf.add(second);
    const steps = [bench.steps(first), bench.steps(last)];
    const { body } = succeeded(await operator.put('/v1/policies', row(4)));
    expect(body).toMatchObject({ filingsOwed: 1 });
    for (const heard of steps) {
      await heard.next();
      await heard.return?.();
    }
    expect(await sweepAfter(A_MINUTE)).toBe(0);
    deaf.clear();
    const heard = bench.steps(second);
    expect(await sweepAfter(2 * A_MINUTE)).toBe(1);
    await heard.next();
    await heard.return?.();
  });

  test('of a server is stored while nobody can be told, in the order in which it came', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    deaf.add(id);
    const report = (event: string) =>
      operator.post(`/v1/instances/i-${id}-W1/events`, { event, eventId: `event-${event}` });
    expect(succeeded(await report('EXPIRED')).body).toEqual({ filingsTold: 0, filingsOwed: 1 });
    deaf.clear();
    expect(succeeded(await report('RENEWED')).body).toEqual({ filingsTold: 0, filingsOwed: 1 });
    expect(await sweepAfter(A_MINUTE)).toBe(2);
    await bench.outcome(id, 'instanceRenewed:event-RENEWED:W1');
    const { body } = await applicant.get(`/v1/orders/${id}/history`);
    const actions = body.entries.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.startsWith('instance'))).toEqual([
      'instanceExpired',
      'instanceRenewed',
    ]);
  });
});

test('news that a filing received and did not read is owed again when the filing is lost', async () => {
  const id = await openOrder();
  await bench.worker.pause();
  try {
    const row = {
      key: 'sla.prelimBd',
      scope: { province: 'XZ' },
      validFrom: '2031-01-01',
      value: 5,
      source: 'A notice',
    };
    expect(succeeded(await operator.put('/v1/policies', [row])).body).toMatchObject({ filingsOwed: 0 });
    expect(await oweAgain(bench.database, id as OrderId)).toBe(1);
  } finally {
    await bench.worker.resume();
  }
  expect(await sweepAfter(A_MINUTE)).toBe(1);
});

describe('the outbox', () => {
  test('sends what can be sent, whatever lies before it', async () => {
    const [poisoned, other] = [await openOrder(), await openOrder()];
    deaf.add(poisoned);
    for (let count = 0; count < 120; count += 1) await leftInOutbox(poisoned);
    const unreadable = await openOrder();
    await bench.database
      .updateTable('action_requests')
      .set({ unsent: Buffer.from('nobody can open this') })
      .where('action_id', '=', (await leftInOutbox(unreadable)) as ActionId)
      .execute();
    const good = await leftInOutbox(other);
    expect(await sweepAfter(A_MINUTE)).toBe(1);
    expect(await bench.outcome(other, good)).toMatchObject({ action: 'annotate', outcome: 'APPLIED' });
    expect(await tasksOf(unreadable)).toMatchObject([{ kind: 'OWED_WORK_STUCK' }]);
    expect(await tasksOf(poisoned)).toEqual([]);
  });

  test('tells operators of an action that fails for long, sends it when it can, and closes the task', async () => {
    const id = await openOrder();
    const name = await leftInOutbox(id);
    deaf.add(id);
    for (let tries = 1; tries <= 6; tries += 1) await sweepAfter(tries * HALF_AN_HOUR);
    expect(await tasksOf(id)).toMatchObject([{ kind: 'OWED_WORK_STUCK' }]);
    deaf.clear();
    expect(await sweepAfter(7 * HALF_AN_HOUR)).toBe(1);
    expect(await bench.outcome(id, name)).toMatchObject({ outcome: 'APPLIED' });
    expect(await tasksOf(id)).toEqual([]);
  });

  test('tries what it could not read again once an operator has dealt with the task', async () => {
    const id = await openOrder();
    const name = (await leftInOutbox(id)) as ActionId;
    const row = bench.database.selectFrom('action_requests').select('unsent').where('action_id', '=', name);
    const { unsent } = await row.executeTakeFirstOrThrow();
    const store = (bytes: Buffer | null) =>
      bench.database.updateTable('action_requests').set({ unsent: bytes }).where('action_id', '=', name).execute();
    await store(Buffer.from('nobody can open this'));
    await sweepAfter(A_MINUTE);
    await store(unsent);
    expect(await sweepAfter(HALF_AN_HOUR)).toBe(0);
    const [task] = await tasksOf(id);
    await operator.post(`/v1/tasks/${task?.id}/close`).expect(204);
    expect(await sweepAfter(A_MINUTE)).toBe(1);
    expect(await bench.outcome(id, name)).toMatchObject({ outcome: 'APPLIED' });
  });
});

test('an order whose filing cannot be started keeps no other from starting', async () => {
  const away = new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) });
  const app = bench.appWith({ temporal: away, limits: { temporalTimeoutMs: 300 } });
  const open = async (): Promise<string> =>
    succeeded(await (await bench.as('applicant')).at(app).post('/v1/orders', { rulesConfirmed: true })).body.id;
  const [first, second] = [await open(), await open()];
  await away.connection.close();
  deaf.add(first);
  expect(await sweepAfter(A_MINUTE)).toBe(1);
  expect((await operator.get(`/v1/orders/${second}`)).body).toMatchObject({ started: true });
  expect((await operator.get(`/v1/orders/${first}`)).body).toMatchObject({ started: false });
  deaf.clear();
  expect(await sweepAfter(HALF_AN_HOUR)).toBe(1);
});

test('a callback for a filing that takes nothing is stored, and the filing hears of it later', async () => {
  const id = await openOrder();
  deaf.add(id);
  const event = { eventId: `evt-${randomUUID()}`, orderId: id, event: 'smsReturned', data: { handOver: 1 } };
  const body = JSON.stringify(event);
  const path = '/v1/webhooks/bureau';
  const header = signBeian({ secret: BUREAU_SECRET, path, body });
  const answer = await request(createWatchedApp(deps)).post(path).set(BEIAN_HEADER, header).send(body);
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { status: 'ACCEPTED' } });
  deaf.clear();
  expect(await sweepAfter(A_MINUTE)).toBe(1);
  expect(await bench.outcome(id, event.eventId)).toMatchObject({ action: 'smsReturned' });
});
