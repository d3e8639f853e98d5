import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { present } from '../../domain/present.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { CursorError } from '../postgres/cursor.ts';
import { listTasks, openTask } from './tasks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('the pages of tasks are sorted by age and have each task once, also tasks opened at once', async () => {
  const { db, vault } = store;
  const minutes = [3, 1, 1, 1, 2, 5, 4];
  for (const minute of minutes) {
    const { id: orderId } = await sampleOrder(db, vault);
    await openTask(db, {
      caseId: orderId,
      kind: 'REVIEW_OVERDUE',
      visit: 2,
      at: later(MONDAY_MORNING, minute * 60_000),
    });
  }
  const seen: { id: string; openedAt: number }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listTasks(db, {}, { limit: 2, ...present({ cursor }) });
    expect(page.tasks.length).toBeLessThanOrEqual(2);
    seen.push(...page.tasks);
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(minutes.length);
  expect(seen.map(({ openedAt }) => (openedAt - MONDAY_MORNING) / 60_000)).toEqual(minutes.toSorted((a, b) => a - b));
});

test.each([
  '["soon","x"]',
  '["1","00000000-0000-4000-8000-000000000000"]',
  '["2026-03-02T01:30:00.000Z","x"]',
  'nonsense',
])('an invented cursor is refused: %s', async (place) => {
  const cursor = Buffer.from(place).toString('base64url');
  await expect(listTasks(store.db, {}, { limit: 1, cursor })).rejects.toThrow(CursorError);
});
