/** A backup that is brought back is noticed by what is kept outside the database, and sends nothing of before by itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createDeliverMessages } from '../activities/messages/deliver-messages.ts';
import { createMarkFile } from '../adapters/high-water/file.ts';
import type { MarkKeeper } from '../adapters/high-water/mark-keeper.ts';
import { createCalendar } from '../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../domain/time/calendar-years.ts';
import { closeDatabase, openDatabase, type Database } from '../store/postgres/database.ts';
import { markSent } from '../store/messages/delivery.ts';
import { oneAttempted, sampleSms, stepOfMessages, taken } from '../test/support/orders/stored-messages.ts';
import { SAMPLE_POLICIES } from '../test/support/orders/sample-orders.ts';
import { createTestParties } from '../test/support/parties/parties.ts';
import { freshDatabase, type TestDatabase } from '../test/support/servers/database.ts';
import { migratedDatabase, type MigratedDatabase } from '../test/support/servers/migrated-database.ts';
import { startRestoreWatch } from './restore-watch.ts';

let folder: string;
let before: MigratedDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-high-water-'));
});
afterAll(() => rm(folder, { recursive: true }));
let keeper: MarkKeeper;
let serial = 0;
beforeEach(() => {
  serial += 1;
  keeper = createMarkFile(join(folder, `mark-${serial}`));
});

const SELDOM = 3_600_000;
const rules = () => Promise.resolve({ policies: SAMPLE_POLICIES, calendar: createCalendar(PUBLISHED_YEARS) });

function watching(database: Database, keepers: readonly MarkKeeper[] = [keeper]) {
  const said: string[] = [];
  const log = { error: (...parts: unknown[]) => void said.push(parts.map(String).join(' ')) };
  return startRestoreWatch({ database, keepers, log, everyMs: SELDOM }).then((watch) => ({ watch, said }));
}

/** A copy of the database as it is now, which is what a backup holds. */
async function backup(): Promise<TestDatabase> {
  await closeDatabase(before.db);
  const copy = await freshDatabase(new URL(before.url).pathname.slice(1));
  before = { ...before, db: openDatabase(before.url) };
  return copy;
}

test('messages of before a restore wait for an operator, and those of afterwards go out', async () => {
  before = await migratedDatabase();
  (await watching(before.db)).watch.stop();
  const step = await oneAttempted(before);
  await before.db.updateTable('messages').set({ claimed_until: null }).execute();
  const copy = await backup();
  // After the backup the message goes out, and the number rises.
  await markSent(before.db, [taken(step.message)]);
  (await watching(before.db)).watch.stop();
  await before.close();

  const database = openDatabase(copy.url);
  try {
    const { watch, said } = await watching(database);
    expect(said.join()).toContain('brought back from a backup');
    watch.stop();
    const parties = createTestParties();
    const { vault } = before;
    const deliver = createDeliverMessages({ ...parties, database, vault, rules, restoreWatch: watch, clock: 'own' });
    await expect(deliver({ orderId: step.orderId, seq: 1 })).rejects.toThrow('RESTORED');
    expect(parties.sms.sent).toEqual([]);
    expect(await database.selectFrom('tasks').select('kind').execute()).toEqual([{ kind: 'MESSAGE_NEEDS_PERSON' }]);

    const later = await stepOfMessages({ db: database, vault }, [sampleSms('13800138001')]);
    await deliver({ orderId: later.orderId, seq: 1 });
    expect(parties.sms.sent).toHaveLength(1);

    const again = await watching(database);
    again.watch.stop();
    expect(again.said).toEqual([]);
    expect(await database.selectFrom('restores').select('found').execute()).toHaveLength(1);
  } finally {
    await closeDatabase(database);
    await copy.drop();
  }
});

test('a database that only restarted, or is watched for the first time, counts as no restore', async () => {
  const store = await migratedDatabase();
  try {
    for (let looks = 0; looks < 3; looks += 1) {
      const { watch, said } = await watching(store.db);
      watch.stop();
      expect(said).toEqual([]);
    }
    expect(await keeper.read()).toBe(3);
    expect(await store.db.selectFrom('restores').selectAll().execute()).toEqual([]);
  } finally {
    await store.close();
  }
});

test('nothing is sent while it cannot be known, and a mark that is no number is not taken for none', async () => {
  const store = await migratedDatabase();
  try {
    await writeFile(join(folder, 'broken'), 'half a num');
    const { watch, said } = await watching(store.db, [createMarkFile(join(folder, 'broken'))]);
    watch.stop();
    expect(said.join()).toContain('cannot be known');
    const { orderId } = await stepOfMessages(store);
    const parties = createTestParties();
    const deps = { ...parties, database: store.db, vault: store.vault, rules, restoreWatch: watch };
    await expect(createDeliverMessages(deps)({ orderId, seq: 1 })).rejects.toMatchObject({ type: 'RESTORE_UNKNOWN' });
    expect(parties.sms.sent).toEqual([]);
  } finally {
    await store.close();
  }
});
