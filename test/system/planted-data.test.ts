/**
 * A recognisable value is planted in every field that a form, a scan, an account, an action and a party can hold, orders go to every
 * end, and then each value is searched for in what a thief could get: tables and raw files of Postgres, Temporal's database, the
 * object store, logs, metrics and mail headers. Afterwards everything is erased, and searched again.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import pLimit from 'p-limit';
import { z } from 'zod';
import { createDataConverter } from '../../codec/data-converter.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { demoToken, insisting, jsonCalls, type Call } from '../../stack/demo/clients.ts';
import { play } from '../../stack/demo/play.ts';
import { postgresFolder, unprivilegedUser } from '../../stack/postgres/unprivileged-user.ts';
import { silent } from '../../stack/progress.ts';
import { startStack, type RunningStack } from '../../stack/stack.ts';
import { closeDatabase, type Database } from '../../store/postgres/database.ts';
import { mobileOf, unplantedFields, type Owner, type Plot } from '../support/planted/planted-form.ts';
import { IMAGE_MARKS, PLANTED_SCAN } from '../support/planted/planted-scan.ts';
import { ENDS, plantedExample, words, type End } from '../support/planted/planted-orders.ts';
import { placesOf } from '../support/planted/places.ts';
import { ACCOUNTS_OF_VISITS, visitConsole } from '../support/planted/visits.ts';
import { searchFor, searchForBytes, type Planted } from '../support/planted/search.ts';
import { openPatiently } from '../support/servers/database.ts';

const AT_ONCE = 6;
const TWENTY_YEARS_MS = 20 * 365 * 86_400_000;
const OWNERS = ['INDIVIDUAL', 'ENTERPRISE'] as const satisfies readonly Owner[];

interface PlantedOrder {
  plot: Plot;
  end: End;
  orderId: string;
  planted: Planted[];
}

let stack: RunningStack;
let folder: string;
let database: Database;
let temporal: { client: Client; close: () => Promise<void> };
let operators: readonly [Call, Call];
let orders: PlantedOrder[];
const erasureWords: Planted[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-planted-'));
  await chmod(folder, 0o755); // Postgres may have to run as another user.
  stack = await startStack({ folder, ports: 'free', durability: 'throwaway', ui: 'none', progress: silent });
  database = openPatiently(stack.postgresUrl);
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const dataConverter = createDataConverter(stack.environment['BEIAN_PAYLOAD_KEYS'] ?? '');
  const client = new Client({ connection, namespace: stack.temporalNamespace, dataConverter });
  temporal = { client, close: () => connection.close() };
  operators = [await operator('O1-of-planted'), await operator('O2-of-planted')];
  const inTurn = pLimit(AT_ONCE);
  const plots = ways().map(({ owner, end }, index) => ({ plot: { owner, serial: 1 + index }, end }));
  orders = await Promise.all(plots.map(({ plot, end }) => inTurn(() => goesTo(end, plot))));
});

afterAll(async () => {
  await temporal.close();
  await closeDatabase(database);
  await stack.stop();
  const postgres = await postgresFolder(join(folder, 'postgres'), await unprivilegedUser());
  await Promise.all([folder, postgres].map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })));
});

/** Each end, by turns of an individual and of an organisation; both where both is asked for. */
function ways(): { owner: Owner; end: End }[] {
  const isLong = process.env['BEIAN_PLANTED_DATA'] === 'every';
  return ENDS.flatMap((end, index) =>
    OWNERS.filter((_owner, side) => isLong || end === 'COMPLETED' || index % 2 === side).map((owner) => ({
      owner,
      end,
    })),
  );
}

async function operator(id: string): Promise<Call> {
  const token = await demoToken(stack.apiUrl, { id, role: 'operator' });
  return insisting(jsonCalls(stack.apiUrl, { Authorization: `Bearer ${token}` }));
}

async function goesTo(end: End, plot: Plot): Promise<PlantedOrder> {
  const { example, planted } = plantedExample(plot, end);
  const { steps, orderId } = await play(example, { ...stack, scan: PLANTED_SCAN });
  expect({
    end,
    owner: plot.owner,
    wrong: steps.flatMap(({ step, wrong }) => wrong.map((each) => `${step.do}: ${each}`)),
  }).toEqual({
    end,
    owner: plot.owner,
    wrong: [],
  });
  if (end === 'DEAD') planted.push(...(await endDead(orderId, plot)));
  if (end === 'COMPLETED') {
    planted.push(...(await receiptsCome(plot)), ...(await typedAtTheConsole(orderId, plot)));
    await endDuties(orderId);
  }
  return { plot, end, orderId, planted };
}

/** The process is lost in Temporal; two operators end the order. */
async function endDead(orderId: string, plot: Plot): Promise<Planted[]> {
  await temporal.client.workflow.getHandle(orderId).terminate('planted');
  const reason = words(plot, 'ending.reason');
  await operators[0]('POST', `/v1/orders/${orderId}/ending`, { reason });
  await operators[1]('POST', `/v1/orders/${orderId}/ending/agreement`);
  return [{ field: 'ending.reason', text: reason }];
}

/** The vendor reports every SMS to the person as failed, in words that could be anything. */
async function receiptsCome(plot: Plot): Promise<Planted[]> {
  const code = words(plot, 'receipt.code');
  const sandbox = insisting(jsonCalls(`${stack.sandboxUrl}/sandbox/v1`));
  const { body } = await sandbox('GET', `/inbox?channel=sms&to=${encodeURIComponent(mobileOf(plot))}`);
  const references = smsSchema.parse(body).messages.flatMap(({ reference }) => reference ?? []);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) await sandbox('POST', '/sms-receipts', { reference, status: 'FAILED', code });
  return [{ field: 'receipt.code', text: code }];
}
const smsSchema = z.object({ messages: z.array(z.object({ reference: z.string().optional() })) });

/** What stands in addresses of the console is what people paste there. */
async function typedAtTheConsole(orderId: string, plot: Plot): Promise<Planted[]> {
  const typed = words(plot, 'console.address');
  await visitConsole({ consoleUrl: stack.consoleUrl, orderId, texts: [typed, mobileOf(plot)] });
  return [{ field: 'console.address', text: typed }];
}

async function endDuties(orderId: string): Promise<void> {
  await operators[0]('POST', `/v1/orders/${orderId}/obligations/actions/websiteRemoved`, { data: { websiteId: 'W1' } });
}

/** Records end, and every term runs out: on the clocks of the orders, and for accounts that nobody uses. */
async function timePasses(): Promise<void> {
  const statements = [
    sql`update record_websites set status = 'DEREGISTERED', changed_at = now() - interval '20 years'`,
    sql`update record_entities set status = 'DEREGISTERED', changed_at = now() - interval '20 years'`,
    sql`update orders set clock_skew_ms = clock_skew_ms + ${TWENTY_YEARS_MS}
      where id = any(${sql.val(orders.filter(isOf('INDIVIDUAL')).map(({ orderId }) => orderId))})`,
  ];
  for (const statement of statements) await statement.execute(database);
}

/** The round of a night; then that of another one, after which the accounts have been idle for long. */
async function retentionRuns(): Promise<{ orders: number; failed: number; accounts: number }> {
  const first = await retentionRun('first');
  await sql`update cases set erased_at = now() - interval '10 years' where erased_at is not null`.execute(database);
  await sql`update accounts set created_at = now() - interval '20 years', saved_at = now() - interval '20 years'`.execute(
    database,
  );
  const second = await retentionRun('second');
  return { orders: first.orders, failed: first.failed + second.failed, accounts: second.accounts };
}

const retentionRun = (name: string): Promise<{ orders: number; failed: number; accounts: number }> =>
  temporal.client.workflow.execute('retentionRound', {
    taskQueue: 'filings',
    workflowId: `beian-retention-${name}`,
    args: [],
  });

/** The organisation asks for it, with its account; one operator asks, and another one agrees. */
async function twoPeopleErase(plot: Plot, orderId: string): Promise<Planted[]> {
  const reason = words(plot, 'erasure.reason');
  const { account_id: accountId } = await database
    .selectFrom('orders')
    .select('account_id')
    .where('id', '=', orderId as OrderId)
    .executeTakeFirstOrThrow();
  const { body } = await operators[0]('POST', '/v1/erasures', { accountId, ground: 'PERSON_ASKS', reason });
  const { id } = z.object({ id: z.string() }).parse(body);
  await operators[1]('POST', `/v1/erasures/${id}/agreement`);
  return [{ field: 'erasure.reason', text: reason }];
}

/** Keys with which something of the planted orders could still be opened. */
async function keysLeft(): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where wrapped_key is not null
    union all select id from accounts where wrapped_key is not null
    union all select number from record_entities where wrapped_key is not null`.execute(database);
  return rows.map(({ id }) => id);
}

const isOf = (owner: Owner) => (order: PlantedOrder) => order.plot.owner === owner;

const everyValue = (): Planted[] => [...orders.flatMap(({ planted }) => planted), ...erasureWords];

/** What was found where, leaving out places that hold nothing of it. */
async function found(planted: readonly Planted[]): Promise<Record<string, string[]>> {
  const searches = [searchFor(planted), searchForBytes(IMAGE_MARKS)];
  const where: Record<string, string[]> = {};
  for await (const { name, bytes } of placesOf(stack, folder)) {
    const fields = searches.flatMap((search) => search(bytes));
    if (fields.length > 0) where[name] = [...new Set([...(where[name] ?? []), ...fields])];
  }
  return where;
}

test('every field of the form holds something that is searched for, or says the same as everybody', () => {
  expect(unplantedFields()).toEqual([]);
});

test('the search reaches tables, raw files, histories, images, logs, metrics and mail headers', async () => {
  const where = await found(orders.map(({ orderId }) => ({ field: 'orderId', text: orderId })));
  const reached = (place: RegExp) => Object.keys(where).some((name) => place.test(name));
  expect({
    tables: reached(/^\w+ public\.orders$/),
    files: reached(/^postgres \d+$/),
    histories: reached(/^temporal /),
  }).toEqual({ tables: true, files: true, histories: true });
  const names: string[] = [];
  for await (const { name, bytes } of placesOf(stack, folder)) if (bytes.length > 0) names.push(name);
  expect(names).toEqual(
    expect.arrayContaining([
      'logs API.log',
      'logs worker.log',
      'logs codec-server.log',
      'logs console.log',
      'metrics BEIAN_OPERATIONS_PORT',
      'metrics BEIAN_WORKER_PORT',
      'metrics BEIAN_SDK_METRICS_PORT',
      'mail headers',
    ]),
  );
  expect(names.some((name) => name.startsWith('documents '))).toBe(true);
});

test('nothing that was planted lies anywhere in clear while orders stand at each of their ends', async () => {
  expect(await found(everyValue())).toEqual({});
});

test('after the nightly retention and after an erasure by two people nothing is left, and nothing can be opened', async () => {
  await timePasses();
  const kept = orders.filter(({ end }) => end !== 'EXPIRED'); // what was kept as expired erases itself
  const individuals = kept.filter(isOf('INDIVIDUAL'));
  const idle = individuals.length + (orders.length - kept.length) + ACCOUNTS_OF_VISITS;
  expect(await retentionRuns()).toEqual({ orders: individuals.length, failed: 0, accounts: idle });
  for (const { plot, orderId } of kept.filter(isOf('ENTERPRISE')))
    erasureWords.push(...(await twoPeopleErase(plot, orderId)));
  for (const { orderId } of orders) {
    await expect(operators[0]('GET', `/v1/orders/${orderId}/form`)).rejects.toThrow('ERASED');
    const { body } = await operators[0]('GET', `/v1/orders/${orderId}/history`);
    expect(JSON.stringify(body)).not.toContain('zhongzhi');
  }
  expect(await keysLeft()).toEqual([]);
  expect(await found(everyValue())).toEqual({});
});
