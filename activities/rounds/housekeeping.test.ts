import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { parseSeal } from '../../store/audit/audit-seals.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createHousekeeping } from './housekeeping.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('the seal of the day is logged in the form that audit-verify reads', async () => {
  const { db, vault } = store;
  const logged: unknown[] = [];
  const logger = new DefaultLogger('INFO', ({ meta }) => logged.push(meta?.['seal']));
  const housekeeping = createHousekeeping({ database: db, vault });
  await new MockActivityEnvironment({ scheduledTimestampMs: Date.now() }, { logger }).run(() =>
    housekeeping.sealAuditHeads(),
  );
  const seals = logged.flatMap((text) => parseSeal(String(text)) ?? []);
  expect(seals).toMatchObject([{ number: 1 }]);
  expect(await verifyChains(db, vault.auditMac, seals)).toMatchObject({ seals: 1, faults: [] });
});

test('a seal that could not be kept outside is kept by the next try, which makes no other', async () => {
  const { db, vault } = store;
  const kept: number[] = [];
  let isAway = true;
  const keeper = {
    async keep({ number }: { number: number }) {
      if (isAway) throw new Error('the bucket is away');
      kept.push(number);
    },
  };
  const housekeeping = createHousekeeping({ database: db, vault, sealKeepers: [keeper] });
  const scheduledTimestampMs = Date.now();
  const attempt = () => new MockActivityEnvironment({ scheduledTimestampMs }).run(() => housekeeping.sealAuditHeads());
  const before = (await verifyChains(db)).seals;
  await expect(attempt()).rejects.toThrow('the bucket is away');
  isAway = false;
  await attempt();
  expect([kept, (await verifyChains(db)).seals]).toEqual([[before + 1], before + 1]);
});
