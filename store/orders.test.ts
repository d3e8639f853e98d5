import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../test/support/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleAccountId,
  sampleForm,
  sampleOrder,
  sampleOrderId,
} from '../test/support/sample-orders.ts';
import { instant } from '../domain/instant.ts';
import {
  confirmRules,
  holderOfPlace,
  markStarted,
  openOrder,
  openOrderIds,
  openOrderOfDomain,
  openOrdersOfCertificate,
  readOrder,
  reclaimDomains,
  releasePlace,
  saveForm,
  setType,
  takePlace,
  unstartedOrders,
  type OpenedOrder,
} from './orders.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const domain = (name: string) => [{ websiteId: 'W1', domain: name }];

describe('one order in progress per account', () => {
  test('A-157 R-ORD-12: of ten callers who open an order at once, one gets it and nine hear which order it is', async () => {
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

  test('R-ORD-11: when the place is free again, another order may take it, and the first cannot have it back', async () => {
    const { db, vault } = store;
    const first = await sampleOrder(db, vault);
    await releasePlace(db, first.id);
    const second = await sampleOrder(db, vault, { accountId: first.accountId });
    await db.transaction().execute(async (trx) => {
      expect(await takePlace(trx, first.id)).toEqual({ taken: false, heldBy: second.id });
      // The transaction is still usable.
      await setType(trx, first.id, 'FIRST', MONDAY_MORNING);
    });
    expect((await readOrder(db, vault, first.id))?.type).toBe('FIRST');
    await releasePlace(db, second.id);
    await db.transaction().execute(async (trx) => expect(await takePlace(trx, first.id)).toEqual({ taken: true }));
  });
});

describe('the form', () => {
  test('comes back as it was saved, and lies in the database as ciphertext only', async () => {
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

  test('A-157: of two tabs that save the same version, one wins and the other hears the new version', async () => {
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

  test('an order that is not there cannot be saved', async () => {
    const save = { expectedVersion: 1, form: sampleForm(), domains: [], editedAt: MONDAY_MORNING };
    expect(await saveForm(store.db, store.vault, sampleOrderId(), save)).toEqual({ saved: false, reason: 'NOT_FOUND' });
  });

  test('R-ORD-2: open orders of one certificate are found in every account', async () => {
    const { db, vault } = store;
    const form = sampleForm({ entity: { certificateNumber: '91460100ma5 same01' } });
    const one = await sampleOrder(db, vault, { form });
    const two = await sampleOrder(db, vault, { form });
    const found = await openOrdersOfCertificate(db, vault, '91460100MA5SAME01');
    expect(found.map(({ id }) => id).toSorted()).toEqual([one.id, two.id].toSorted());
  });
});

describe('one open order per domain', () => {
  test('A-157 R-ORD-12: the same domain in two accounts is refused to the second, until the first has ended', async () => {
    const { db, vault } = store;
    const first = await sampleOrder(db, vault, { domains: domain('twice.example.cn') });
    const second = { id: sampleOrderId(), accountId: sampleAccountId() };
    const opened = await openOrder(db, vault, {
      ...second,
      openedAt: MONDAY_MORNING,
      domains: domain('twice.example.cn'),
    });
    expect(opened).toEqual({ opened: true, conflicts: domain('twice.example.cn') });
    expect(await openOrderOfDomain(db, 'twice.example.cn')).toBe(first.id);
    expect(await reclaimDomains(db, second.id)).toEqual(domain('twice.example.cn'));

    await releasePlace(db, first.id);
    expect(await reclaimDomains(db, second.id)).toEqual([]);
    expect(await openOrderOfDomain(db, 'twice.example.cn')).toBe(second.id);
  });

  test('of two orders that claim a domain at once, exactly one has it', async () => {
    const { db, vault } = store;
    const orders = await Promise.all(Array.from({ length: 6 }, () => sampleOrder(db, vault)));
    const saved = await Promise.all(
      orders.map(({ id }) =>
        saveForm(db, vault, id, {
          expectedVersion: 1,
          form: sampleForm(),
          domains: domain('race.example.cn'),
          editedAt: MONDAY_MORNING,
        }),
      ),
    );
    expect(saved.filter((one) => one.saved && one.conflicts.length === 0)).toHaveLength(1);
  });

  test('a website that is taken out or moved to another domain frees the old one', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault, { domains: domain('before.example.cn') });
    const save = { form: sampleForm(), editedAt: MONDAY_MORNING };
    await saveForm(db, vault, id, { ...save, expectedVersion: 1, domains: domain('after.example.cn') });
    expect(await openOrderOfDomain(db, 'before.example.cn')).toBeUndefined();
    expect(await openOrderOfDomain(db, 'after.example.cn')).toBe(id);
    await saveForm(db, vault, id, { ...save, expectedVersion: 2, domains: [] });
    expect(await openOrderOfDomain(db, 'after.example.cn')).toBeUndefined();
  });

  test('two websites of one order may swap their domains', async () => {
    const { db, vault } = store;
    const pair = (one: string, two: string) => [
      { websiteId: 'W1', domain: one },
      { websiteId: 'W2', domain: two },
    ];
    const { id } = await sampleOrder(db, vault, { domains: pair('a.example.cn', 'b.example.cn') });
    const saved = await saveForm(db, vault, id, {
      expectedVersion: 1,
      form: sampleForm(),
      domains: pair('b.example.cn', 'a.example.cn'),
      editedAt: MONDAY_MORNING,
    });
    expect(saved).toMatchObject({ saved: true, conflicts: [] });
  });
});

describe('what the sweeper and reconciliation read', () => {
  test('an order is unstarted until its workflow runs, whatever its own clock says', async () => {
    const { db, vault } = store;
    const id = sampleOrderId();
    const clockSkewMs = -300 * 86_400_000;
    await openOrder(db, vault, {
      id,
      accountId: sampleAccountId(),
      openedAt: instant(Date.now() + clockSkewMs),
      clockSkewMs,
    });
    const before = async (wall: number) =>
      (await unstartedOrders(db, { before: instant(wall), limit: 1000 })).map((order) => order.id);
    expect(await before(Date.now() - 60_000)).not.toContain(id);
    expect(await before(Date.now() + 60_000)).toContain(id);
    await markStarted(db, id);
    expect(await before(Date.now() + 60_000)).not.toContain(id);
  });

  test('confirmed rules and open orders', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await confirmRules(db, id, MONDAY_MORNING);
    expect((await readOrder(db, vault, id))?.rulesConfirmed).toBe(true);
    expect(await openOrderIds(db, { limit: 1000 })).toContainEqual({ id, stage: 'DRAFT' });
  });
});
