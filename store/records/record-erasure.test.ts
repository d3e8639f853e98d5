import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { eraseAccount } from '../accounts/account-erasure.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { writeRecord } from './write-record.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

async function onRecord(serial: string): Promise<{ id: OrderId; accountId: AccountId; number: string }> {
  const { db, vault } = store;
  const certificateNumber = `91460100MA5${serial}`;
  const form = sampleForm({
    entity: { ...sampleForm().entity, certificateNumber },
    websites: { W1: { name: '一', domain: `erased-${serial.toLowerCase()}.cn`, headId: 'P1' } },
  });
  const { id, accountId } = await sampleOrder(db, vault, { form });
  const number = `琼ICP备20260${serial.slice(-5)}号`;
  const domain = `erased-${serial.toLowerCase()}.cn`;
  const websites = [{ domain, number: `${number}-1` }];
  await writeRecord(db, vault, {
    orderId: id,
    at: MONDAY_MORNING,
    entityNumber: number,
    websites,
    issuedOn: '2026-03-31',
  });
  return { id, accountId, number };
}

const ends = (number: string) =>
  sql`update record_entities set status = 'DEREGISTERED' where number = ${number}`.execute(store.db);

/** What of the people in a record is still there. */
async function leftOf(number: string): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select unnest(array[
      case when entity.wrapped_key is not null then 'key' end,
      case when entity.details is not null then 'entity' end,
      case when website.details is not null then 'website' end,
      case when website.head_index is not null then 'head' end,
      case when entity.certificate_index <> sha256(convert_to(entity.id::text, 'UTF8')) then 'certificate' end,
      case when exists (select from record_versions version
        where version.entity_id = entity.id and version.details is not null) then 'versions' end]) as what
    from record_entities entity join record_websites website on website.entity_id = entity.id
    where entity.number = ${number}`.execute(store.db);
  return rows.flatMap(({ what }) => (what === null ? [] : [what]));
}

const ALL = ['key', 'entity', 'website', 'head', 'certificate', 'versions'];

test('A-196 the people of a record that has ended go with the erasure of its order, and its number stays', async () => {
  const { db, vault } = store;
  const { id, number } = await onRecord('ENDED12345');
  expect(await leftOf(number)).toEqual(ALL);
  await ends(number);
  await eraseOrder(db, vault, id, MONDAY_MORNING);
  expect(await leftOf(number)).toEqual([]);
  const { rows } = await sql`select from record_entities where number = ${number}`.execute(db);
  expect(rows).toHaveLength(1);
});

test('a record that lives keeps its people when an order of it is erased', async () => {
  const { db, vault } = store;
  const { id, number } = await onRecord('LIVES23456');
  await eraseOrder(db, vault, id, MONDAY_MORNING);
  expect(await leftOf(number)).toEqual(ALL);
});

test('the erasure of an account takes the people of all its ended records', async () => {
  const { db, vault } = store;
  const { accountId, number } = await onRecord('OFACC34567');
  const living = await onRecord('OTHER45678');
  await ends(number);
  await eraseAccount(db, vault, accountId, MONDAY_MORNING);
  expect(await leftOf(number)).toEqual([]);
  expect(await leftOf(living.number)).toEqual(ALL);
});
