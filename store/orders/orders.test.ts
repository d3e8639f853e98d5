import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleAccountId,
  sampleForm,
  sampleOrder,
  sampleOrderId,
} from '../../test/support/orders/stored-orders.ts';
import { confirmRules, saveForm, setType } from './edit-order.ts';
import { holderOfPlace, releasePlace, holdPlace } from './place.ts';
import { openOrderIds } from './order-workflows.ts';
import { openOrder, type OpenedOrder } from './open-order.ts';
import { readOrder } from './orders.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

describe('one order in progress per account', () => {
  test('A-157 R-ORD-12: one of ten callers who open an order at once gets it, and nine are told which order it is', async () => {
    const { db, vault } = store;
    const accountId = sampleAccountId();
    const opened = await Promise.all(
      Array.from({ length: 10 }, () =>
        openOrder(db, vault, { id: sampleOrderId(), accountId, openedAt: MONDAY_MORNING }),
      ),
    );
    const refused = opened.filter((one): one is Extract<OpenedOrder, { opened: false }> => !one.opened);
    expect(refused).toHaveLength(9);
    const holder = await holderOfPlace(db, accountId);
    expect(new Set(refused.map(({ heldBy }) => heldBy))).toEqual(new Set([holder]));
  });

  test('opening the same order again is a repeat', async () => {
    const { db, vault } = store;
    const { id, accountId } = await sampleOrder(db, vault);
    expect(await openOrder(db, vault, { id, accountId, openedAt: MONDAY_MORNING })).toMatchObject({ opened: true });
  });

  test('R-ORD-11: another order may take a place that is free again, and the first cannot get it back', async () => {
    const { db, vault } = store;
    const first = await sampleOrder(db, vault);
    await releasePlace(db, first.id);
    const second = await sampleOrder(db, vault, { accountId: first.accountId });
    await db.transaction().execute(async (trx) => {
      expect(await holdPlace(trx, first.id)).toEqual({ held: false, heldBy: second.id });
      // The transaction is still usable.
      await setType(trx, first.id, 'FIRST', MONDAY_MORNING);
    });
    expect((await readOrder(db, vault, first.id))?.type).toBe('FIRST');
    await releasePlace(db, second.id);
    await db.transaction().execute(async (trx) => expect(await holdPlace(trx, first.id)).toEqual({ held: true }));
  });
});

describe('the form', () => {
  test('comes back unchanged, and is stored as ciphertext only', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const order = await readOrder(db, vault, id);
    expect(order).toMatchObject({ form: sampleForm(), formVersion: 1, province: 'HI', stage: 'DRAFT', clockSkewMs: 0 });
    const row = await db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const stored = Object.values(row)
      .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value)))
      .join('\n');
    for (const secret of ['张三', '13800138000', '11010519491231002X', '91460100MA5TEST00X']) {
      expect(stored).not.toContain(secret);
    }
  });

  test('A-157: is saved from one of two tabs with the same version, and the other is told the new version', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const save = (name: string) =>
      saveForm(db, vault, id, {
        expectedVersion: 1,
        form: sampleForm({ entity: { name, province: 'GD' } }),
        domains: [],
        editedAt: later(MONDAY_MORNING, 60_000),
      });
    const saved = await Promise.all([save('甲'), save('乙')]);
    expect(saved.filter((one) => one.saved)).toHaveLength(1);
    expect(saved).toContainEqual({ saved: false, reason: 'VERSION', version: 2 });
    const order = await readOrder(db, vault, id);
    expect(order).toMatchObject({ formVersion: 2, province: 'GD', editedAt: later(MONDAY_MORNING, 60_000) });
  });

  test('cannot be saved for an unknown order', async () => {
    const save = { expectedVersion: 1, form: sampleForm(), domains: [], editedAt: MONDAY_MORNING };
    expect(await saveForm(store.db, store.vault, sampleOrderId(), save)).toEqual({ saved: false, reason: 'NOT_FOUND' });
  });
});

describe('the orders that the reconciliation reads', () => {
  test('an order says that its rules are confirmed, and a draft is listed as open', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await confirmRules(db, id, MONDAY_MORNING);
    expect((await readOrder(db, vault, id))?.rulesConfirmed).toBe(true);
    expect(await openOrderIds(db, { limit: 1000 })).toContainEqual({ id, stage: 'DRAFT' });
  });
});
