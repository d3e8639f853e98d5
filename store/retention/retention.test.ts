/** What grows is removed after its term, and nothing that somebody still needs. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant, type CivilDate } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { RECORD_OF_NOBODY } from '../../test/support/parties/record-of-nobody.ts';
import { MONDAY_MORNING, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { beginRequest } from '../http/idempotency.ts';
import { beginEvent, useNonce } from '../http/webhooks.ts';
import { countAction } from '../orders/action-counts.ts';
import { markArrived, noteRequest, readRequest, requestDigest } from '../outbox/action-requests.ts';
import { answerRecord, askRecord, openQuestions } from '../records/record-lookups.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { prune } from './prune.ts';
import { retention } from './retention.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const DAY = 86_400_000;
const NOW = instant(Date.now());
const ago = (days: number) => instant(NOW - days * DAY);
const pruned = (days = 0) => prune(store.db, { now: instant(NOW + days * DAY), withinMs: 60_000 });

const tablesOf = async () => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by table_name`.execute(store.db);
  return rows.map(({ name }) => name);
};

test('every table says what becomes of its rows, here and in the guide for operators', async () => {
  const tables = await tablesOf();
  expect(Object.keys(retention).toSorted()).toEqual(tables);
  const guide = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [, chapter = ''] = guide.split('## What is kept how long');
  const [listed = ''] = chapter.split('\n## ');
  for (const table of tables) {
    const row = listed.split('\n').find((line) => line.includes(`\`${table}\``)) ?? `no row for ${table}`;
    expect(row).toContain(`\`${table}\``);
    const term = retention[table as keyof typeof retention];
    if (term.kept === 'FOR_DAYS') expect(row).toContain(`${term.days} day`);
  }
});

async function noted(orderId: OrderId, name: string, days: number, arrived = true): Promise<ActionId> {
  const { db, vault } = store;
  const actionId = name as ActionId;
  const actor = { id: 'user-1', role: 'applicant', door: 'api' } as const;
  const sent = { to: 'filing', action: 'withdraw', actionId, actor, data: {} } as const;
  await noteRequest(db, vault, { orderId, sent, digest: requestDigest(vault, name), at: ago(days) });
  if (arrived) await markArrived(db, { orderId, actionId });
  return actionId;
}

async function answered(orderId: OrderId, actionId: ActionId): Promise<void> {
  const actor = { id: 'user-1', role: 'applicant', door: 'api' } as const;
  const cause = { actor, action: 'withdraw', actionId, outcome: 'APPLIED' } as const;
  await writeFilingStep(store.db, store.vault, sampleStep(orderId, { cause }), () => ({
    waitingOn: 'reviewer',
    dues: [],
  }));
}

test('an action is forgotten by its name only once the history has its outcome', async () => {
  const { id } = await sampleOrder(store.db, store.vault);
  const [old, open, unsent] = [
    await noted(id, 'old', 31),
    await noted(id, 'open', 31),
    await noted(id, 'unsent', 31, false),
  ];
  await answered(id, old);
  await pruned();
  const known = await Promise.all([old, open, unsent].map((name) => readRequest(store.db, id, name)));
  expect(known.map((request) => request?.action)).toEqual([undefined, 'withdraw', 'withdraw']);
});

test('an action whose outcome is fresh is still known by its name', async () => {
  const { id } = await sampleOrder(store.db, store.vault);
  const fresh = await noted(id, 'fresh', 29);
  await answered(id, fresh);
  await pruned();
  expect(await readRequest(store.db, id, fresh)).toMatchObject({ action: 'withdraw' });
});

test('repeats of requests and callbacks are recognised for their term, and forgotten afterwards', async () => {
  const { db, vault } = store;
  const request = { accountId: 'account', key: 'key', route: 'POST /v1/orders', requestHash: 'hash', at: NOW };
  const event = { party: 'bureau', eventId: 'event-1', digest: Buffer.from('d'), at: NOW };
  await beginRequest(db, vault, request);
  await beginEvent(db, event);
  await useNonce(db, 'bureau', 'nonce', NOW);
  await pruned();
  expect((await beginRequest(db, vault, request)).kind).toBe('UNDER_WAY');
  expect(await useNonce(db, 'bureau', 'nonce', NOW)).toBe(false);
  await pruned(2);
  expect((await beginRequest(db, vault, request)).kind).toBe('FRESH');
  expect(await useNonce(db, 'bureau', 'nonce', NOW)).toBe(true);
  expect(await beginEvent(db, event)).toBe('UNDER_WAY');
  await pruned(91);
  expect(await beginEvent(db, event)).toBe('FRESH');
});

test('counts of actions go after some days', async () => {
  const { id: orderId } = await sampleOrder(store.db, store.vault);
  const day = new Date(NOW).toISOString().slice(0, 10) as CivilDate;
  const counted = { orderId, day, who: 'applicant', action: 'withdraw' };
  await countAction(store.db, counted, 1);
  await pruned();
  expect(await countAction(store.db, counted, 1)).toBe(false);
  await pruned(10);
  expect(await countAction(store.db, counted, 1)).toBe(true);
});

test('a question that nobody answers goes after a month, an answer after the longest time it may serve', async () => {
  const { db, vault } = store;
  const { id: orderId, accountId } = await sampleOrder(db, vault);
  const terms = { notBefore: instant(0), mostPerAccount: 20 };
  const certificate = { certificateType: 'RESIDENT_ID', certificateNumber: 'TEST' };
  const ask = (domain: string) =>
    askRecord(db, vault, { ...certificate, domain, askedFor: { orderId, accountId } }, terms);
  await ask('asked.cn');
  await ask('answered.cn');
  const id =
    (await openQuestions(db, vault, { limit: 10 })).rows.find(({ domain }) => domain === 'answered.cn')?.id ?? '';
  await answerRecord(db, { id, answer: RECORD_OF_NOBODY, by: 'desk', at: NOW });
  const domains = async () => {
    const rows = await db.selectFrom('record_lookups').select('domain').orderBy('domain').execute();
    return rows.map(({ domain }) => domain);
  };
  await pruned(29);
  expect(await domains()).toEqual(['answered.cn', 'asked.cn']);
  await pruned(31);
  expect(await domains()).toEqual(['answered.cn']);
  await pruned(367);
  expect(await domains()).toEqual([]);
});

test('a table with more old rows than one batch is emptied in one night', async () => {
  await sql`insert into webhook_nonces (party, nonce, seen_at)
    select 'bureau', 'n' || n, ${new Date(MONDAY_MORNING)} from generate_series(1, 2500) as n`.execute(store.db);
  expect(await pruned()).toBeGreaterThanOrEqual(2500);
});
