import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { consumeReservations, reservationsOf } from '../assets/instance-reservations.ts';
import { reserve } from '../assets/reserve-instance.ts';
import { closeAccess } from './accesses.ts';
import { removeEntity } from './removals.ts';
import { writeRecord } from './write-record.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const ENTITY = '琼ICP备2026000777号';

test('A-111 R-SRV-6 the server of an access that ended has room for another website, and the others keep theirs', async () => {
  const { db, vault } = store;
  const at = MONDAY_MORNING;
  const domains = { W1: 'one-freed.cn', W2: 'two-freed.cn', W3: 'three-freed.cn' };
  const websites = Object.fromEntries(Object.entries(domains).map(([id, domain]) => [id, { name: '站', domain }]));
  const { id, accountId } = await sampleOrder(db, vault, { form: sampleForm({ websites }) });
  for (const websiteId of Object.keys(domains)) {
    await reserve(db, vault, { orderId: id, accountId, websiteId, source: { instanceId: 'i-1' }, maxWebsites: 3, at });
  }
  await consumeReservations(db, id, at);
  const told = Object.values(domains).map((domain, index) => ({ domain, number: `${ENTITY}-${index + 1}` }));
  await writeRecord(db, vault, { orderId: id, at, issuedOn: '2026-03-02', entityNumber: ENTITY, websites: told });
  const used = async () => (await reservationsOf(db, id)).length;
  expect(await used()).toBe(3);

  await closeAccess(db, at, `${ENTITY}-2`);
  await closeAccess(db, at, `${ENTITY}-2`);
  expect(await used()).toBe(2);
  await removeEntity(db, at, ENTITY);
  expect(await used()).toBe(0);
});
