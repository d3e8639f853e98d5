import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { countOpenTasks } from './open-tasks.ts';
import { closeTask, listTasks, openTask } from './tasks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const HOUR_MS = 3_600_000;

test('open tasks are counted by kind, from the oldest that nobody has closed', async () => {
  const { db, vault } = store;
  for (const hour of [0, 2, 5]) {
    const { id: caseId } = await sampleOrder(db, vault);
    await openTask(db, { caseId, kind: 'REVIEW_OVERDUE', visit: 1, at: later(MONDAY_MORNING, hour * HOUR_MS) });
  }
  const { id: caseId } = await sampleOrder(db, vault);
  await openTask(db, { caseId, kind: 'STANDS_STILL', visit: 1, at: MONDAY_MORNING });
  const { tasks } = await listTasks(db, { kind: 'REVIEW_OVERDUE' });
  await closeTask(db, tasks[0]?.id ?? '', 'operator-1', later(MONDAY_MORNING, HOUR_MS));

  const counted = await countOpenTasks(db);
  expect(new Map(counted.map(({ kind, count, since }) => [kind, [count, since]]))).toEqual(
    new Map([
      ['REVIEW_OVERDUE', [2, later(MONDAY_MORNING, 2 * HOUR_MS)]],
      ['STANDS_STILL', [1, MONDAY_MORNING]],
    ]),
  );
});
