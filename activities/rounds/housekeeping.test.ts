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
  await new MockActivityEnvironment({}, { logger }).run(() => housekeeping.sealAuditHeads());
  const seals = logged.flatMap((text) => parseSeal(String(text)) ?? []);
  expect(seals).toMatchObject([{ number: 1 }]);
  expect(await verifyChains(db, vault.auditMac, seals)).toMatchObject({ seals: 1, faults: [] });
});
