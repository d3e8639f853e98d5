/** Postgres breaks connections of every process at many moments, inside transactions above all: no process ends of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { silent } from '../stack/progress.ts';
import { startStack, type RunningStack } from '../stack/stack.ts';
import type { Ledger } from './client.ts';
import { coursesFor } from './courses.ts';
import { Filing } from './filing.ts';
import { turns } from './turns.ts';

let folder: string;
let stack: RunningStack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-connections-'));
  stack = await startStack({
    folder,
    bureau: 'gateway',
    ports: 'free',
    durability: 'throwaway',
    ui: 'none',
    progress: silent,
  });
}, 120_000);
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Whoever is in a transaction, and one in eight of the others. */
const BREAK = `
  select application_name, count(*)::int as broken from (
    select application_name, pg_terminate_backend(pid) from pg_stat_activity
    where application_name like 'beian-%' and (xact_start is not null or random() < 0.125)
  ) as terminated group by application_name`;
/** Requests and steps come through between two rounds. */
const EVERY_MS = 150;

test('connections that break while orders are filed cost a repeat, and no process ends', async () => {
  const before = stack.processes.map((each) => each.pid());
  const ledger: Ledger = { accepted: [], requests: 0, repeats: 0, faults: [] };
  const place = { ...stack, inTurn: turns(6), ledger, onStep: () => {} };
  const all = coursesFor(6).map((course, index) => ({ course, filing: new Filing(index + 1, place) }));
  const over = new AbortController();
  const filing = Promise.all(all.map((each) => each.course.take(each.filing))).finally(() => over.abort());

  const operator = new pg.Client({ connectionString: stack.postgresUrl, application_name: 'operator' });
  await operator.connect();
  const broken = new Map<string, number>();
  while (!over.signal.aborted) {
    const { rows } = await operator.query<{ application_name: string; broken: number }>(BREAK);
    for (const row of rows) {
      broken.set(row.application_name, (broken.get(row.application_name) ?? 0) + row.broken);
    }
    await pause(EVERY_MS);
  }
  await operator.end();
  await filing;

  for (const each of all) expect(await each.filing.stage()).toBe(each.course.ends);
  expect(ledger.faults).toEqual([]);
  expect(broken.get('beian-api')).toBeGreaterThan(10);
  expect(broken.get('beian-worker')).toBeGreaterThan(10);
  expect(stack.processes.map((each) => each.pid())).toEqual(before);
}, 600_000);
