import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { present } from '../../domain/present.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import { CursorError } from '../postgres/cursor.ts';
import { countByStage, listOrders } from './order-list.ts';
import { setType } from './edit-order.ts';
import { writeFilingStep } from '../steps/filing-step.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

describe('the work list', () => {
  test('A-146: is sorted by due date, with orders without one last, and its pages have each order once', async () => {
    const { db, vault } = store;
    const orders = await Promise.all(Array.from({ length: 7 }, () => sampleOrder(db, vault)));
    const dueAfter = [3, 1, undefined, 2, 2, undefined, 5];
    const steps = orders.map(({ id }, index) => {
      const days = dueAfter[index];
      const at = later(MONDAY_MORNING, (days ?? 0) * 86_400_000);
      return writeFilingStep(
        db,
        vault,
        sampleStep(id, { to: 'MAIL_REVIEW', progress: sampleProgress('MAIL_REVIEW') }),
        () => ({
          waitingOn: 'reviewer',
          dues: days === undefined ? [] : [{ kind: 'review', at, unit: 'BD', amount: days, from: MONDAY_MORNING }],
        }),
      );
    });
    await Promise.all(steps);

    const seen: (number | undefined)[] = [];
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await listOrders(
        db,
        { stages: ['MAIL_REVIEW'], inProgress: true },
        { limit: 2, ...present({ cursor }) },
      );
      for (const order of page.orders) {
        ids.add(order.id);
        seen.push(order.nextDue?.amount);
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([1, 2, 2, 3, 5, undefined, undefined]);
    expect(ids.size).toBe(7);
  });

  test('filters by account, assignee, lateness, type and province', async () => {
    const { db, vault } = store;
    const { id, accountId } = await sampleOrder(db, vault);
    await setType(db, id, 'NEW_SITE_HERE', MONDAY_MORNING);
    const claim = { by: 'rev-7', until: later(MONDAY_MORNING, 1) };
    const progress = sampleProgress('PRELIM_REVIEW', { claim, overdue: true });
    await writeFilingStep(db, vault, sampleStep(id, { progress }), () => ({ waitingOn: 'reviewer', dues: [] }));
    const found = async (filter: Parameters<typeof listOrders>[1]) =>
      (await listOrders(db, { accountId, ...filter }, { limit: 10 })).orders.map((order) => order.id);
    expect(await found({ assignee: 'rev-7', overdue: true, type: 'NEW_SITE_HERE', province: 'HI' })).toEqual([id]);
    expect(await found({ waitingOn: 'reviewer', inProgress: true })).toEqual([id]);
    expect(await found({ assignee: null })).toEqual([]);
    expect(await found({ overdue: false })).toEqual([]);
    expect(await found({ inProgress: false })).toEqual([]);
    expect((await countByStage(db)).find(({ stage }) => stage === 'PRELIM_REVIEW')?.overdue).toBe(1);
  });

  test.each(['["soon","BA1"]', '{}', '["1","x"]', '["2026","x"]', '["infinity",7]', '["infinity"]', 'nonsense', ''])(
    'a cursor made up by hand is refused: %s',
    async (place) => {
      const cursor = Buffer.from(place).toString('base64url');
      await expect(listOrders(store.db, {}, { limit: 1, cursor })).rejects.toThrow(CursorError);
    },
  );

  test('a cursor that is no base64 is refused', async () => {
    await expect(listOrders(store.db, {}, { limit: 1, cursor: 'nonsense' })).rejects.toThrow(CursorError);
  });
});
