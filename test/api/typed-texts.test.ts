/** What people type as free text, and postal addresses, are in no signal and no history of a process, encrypted or not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { keepTypedTexts, withTypedTexts } from '../../store/texts/typed-texts.ts';
import { deliverAction } from '../../usecases/outbox/send-action.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

/** Every payload in a structure of the server's protocol. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}

/** The whole history of a filing, decrypted. */
async function decryptedHistory(orderId: string): Promise<string> {
  const { payloadCodecs } = bench.temporal.options.loadedDataConverter;
  let payloads = payloadsIn(await bench.temporal.workflow.getHandle(orderId).fetchHistory());
  for (const codec of payloadCodecs) payloads = await codec.decode(payloads);
  const isJson = ({ metadata }: Payload) => Buffer.from(metadata?.['encoding'] ?? []).toString() === 'json/plain';
  return payloads
    .map((one) => (isJson(one) ? JSON.stringify(defaultPayloadConverter.fromPayload(one)) : ''))
    .join('\n');
}

const sending = () => ({
  database: bench.database,
  vault: bench.vault,
  temporal: bench.temporal,
  taskQueue: bench.worker.taskQueue,
  actionWaiter: bench.waiter,
  rules: bench.deps.rules,
  limits: { outcomeWaitMs: 10_000, temporalTimeoutMs: 10_000, temporalHeardMs: 0 },
  log: { info: () => {}, warn: () => {}, error: () => {} },
  now: Date.now,
});

async function filled(): Promise<{ applicant: Person; id: string }> {
  const applicant = await bench.as('applicant');
  return { applicant, id: await bench.order(applicant, individual(), 'FILLED') };
}

test('the reason of somebody who gives an order up reaches history and messages, and not Temporal', async () => {
  const { applicant, id } = await filled();
  const reason = 'Moved to 9 Invented Road.';
  await applicant.act(id, 'abandon', { reason });
  const { body } = succeeded(await applicant.get(`/v1/orders/${id}/history`));
  expect(body.entries.at(-1)).toMatchObject({ action: 'abandon', detail: reason });
  const { body: told } = succeeded(await applicant.get(`/v1/orders/${id}/messages`));
  expect(told.messages.find(({ code }: { code: string }) => code === 'N-15').params).toMatchObject({
    facts: { variant: 'ABANDONED', reason },
  });
  const history = await decryptedHistory(id);
  expect(history).toMatch(/text:[0-9a-f]{32}/);
  expect(history).not.toContain('Invented Road');
});

test.each([
  ['requestBackdrop', { address: 'Invented Road 9, Haikou' }],
  ['mailRegistered', { courier: 'Invented Road Couriers', trackingNumber: 'SF12345678' }],
  ['abandon', { reason: 'Invented Road again' }],
  ['annotate', { note: 'They live at Invented Road.' }],
  ['reject', { items: [{ path: 'entity.name', code: 'WRONG', advice: 'It is in Invented Road.' }] }],
  ['callOutcome', { outcome: 'NO_ANSWER', note: 'Nobody at Invented Road answers.' }],
  ['livenessResult', { personId: 'P1', result: 'FAIL', reason: 'Invented Road is no face' }],
  ['bureauDecision', { decision: 'WRONG_TYPE', handOver: 1, note: 'Invented Road has a record.' }],
] as const)('what is typed with %s is kept here, and the signal carries a reference', async (action: Action, data) => {
  const { applicant, id } = await filled();
  const order = await readOrder(bench.database, bench.vault, id as OrderId);
  if (order === undefined) throw new Error('no order');
  const actor = { id: applicant.id, role: 'applicant', door: 'api' } as const;
  const sent = { action, actionId: `typed-${action}` as ActionId, actor, visit: 999, data };
  await deliverAction(sending(), order, sent);
  const carried = await keepTypedTexts(bench.database, bench.vault, order.id, sent);
  expect(JSON.stringify(carried)).not.toContain('Invented Road');
  const key = await caseKey(bench.database, bench.vault, order.id);
  expect(await withTypedTexts(bench.database, key, order.id, { deep: [carried] })).toEqual({ deep: [data] });
  const history = await decryptedHistory(id);
  expect(history).toContain(`typed-${action}`);
  expect(history).not.toContain('Invented Road');
});
