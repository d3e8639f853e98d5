/** What a hand-over says of the record, on a database of its own. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderContent } from '../../domain/order/content.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { enterpriseForm, sampleInstance, SAMPLE_AT, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';
import { SAMPLE_CODES } from '../../test/support/orders/sample-codes.ts';
import { recordOfAccount } from '../../test/support/orders/record-of-account.ts';
import { sampleAccountId, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import { onRecordOf } from './on-record.ts';

let store: MigratedDatabase;
/** The record of an enterprise with two websites, of which the second has no id of MIIT and no server yet. */
let record: { entity: string; websites: Record<string, string> };

beforeAll(async () => {
  store = await migratedDatabase();
  const { db: database, vault } = store;
  record = await recordOfAccount({ database, vault }, sampleAccountId(), enterpriseForm());
  await database.updateTable('record_entities').set({ miit_id: '800001' }).execute();
  const { id } = await database
    .updateTable('record_websites')
    .set({ miit_id: '810001', domain_miit_id: '815001' })
    .where('number', '=', record.websites['W1'] ?? '')
    .returning('id')
    .executeTakeFirstOrThrow();
  await database
    .updateTable('record_accesses')
    .set({ miit_id: '820001', instance_id: 'i-0001' })
    .where('website_id', '=', id)
    .execute();
});
afterAll(() => store.close());

async function orderWith(part: Partial<Order>): Promise<Order> {
  const { id } = await sampleOrder(store.db, store.vault);
  const order = await readOrder(store.db, store.vault, id);
  if (order === undefined) throw new Error('the order was not stored');
  return { ...order, ...part };
}

const asked = async (type: OrderType, part: Partial<Order>) =>
  onRecordOf(
    {
      database: store.db,
      vault: store.vault,
      bureau: { codes: async () => SAMPLE_CODES },
      assets: { instance: async () => sampleInstance({ place: 'SD' }) },
    },
    await orderWith(part),
    type,
    { policies: SAMPLE_POLICIES, at: SAMPLE_AT },
  );

const changes = (websiteNumbers: Record<string, string>): OrderContent => ({
  kind: 'CHANGES',
  record: {
    takenAt: '2026-02-12T10:00:00+08:00',
    entityNumber: record.entity,
    websiteNumbers,
    form: { ...enterpriseForm(), websites: {} },
  },
  changes: {},
});

const first = () => ({ number: record.websites['W1'], id: '810001', domainId: '815001', accessId: '820001' });

test('of a change of a website are its numbers and MIIT’s ids', async () => {
  const { entity, websites, served } = await asked('CHANGE_SITE', {
    content: changes({ W7: record.websites['W1'] ?? '' }),
  });
  expect(entity).toEqual({ number: record.entity, id: '800001' });
  expect(websites).toEqual({ W7: first() });
  expect(served).toBeUndefined();
});

test('of a change of the entity are the websites that are served here, with their data and servers', async () => {
  const { entity, websites, served } = await asked('CHANGE_ENTITY', { content: changes({}) });
  expect(entity?.id).toBe('800001');
  expect(websites).toEqual({ W1: first(), W2: { number: record.websites['W2'] } });
  expect(served?.form.websites['W1']).toMatchObject({ name: '示例科技产品介绍', domain: 'example.com' });
  expect(served?.form.people[served.form.websites['W1']?.headId ?? '']?.name).toBe('测试人员2');
  expect(served?.instances).toEqual({
    W1: {
      instanceId: 'i-0001',
      publicIps: [{ from: '203.0.113.10', to: '203.0.113.10' }],
      accessMethod: 'CLOUD',
      place: 'SD',
    },
  });
});

test('R-HO-1 of a website whose server is not known here are the addresses that MIIT has', async () => {
  const { db } = store;
  const website = await db
    .selectFrom('record_websites')
    .select('id')
    .where('number', '=', record.websites['W2'] ?? '')
    .executeTakeFirstOrThrow();
  const range = { from: '198.51.100.7', to: '198.51.100.9' };
  const kept = db.updateTable('record_accesses').where('website_id', '=', website.id);
  await kept.set({ addresses: JSON.stringify([range]) }).execute();
  const { served } = await asked('CHANGE_ENTITY', { content: changes({}) });
  expect(served?.instances['W2']).toEqual({ publicIps: [range], accessMethod: 'CLOUD' });
  await kept.set({ addresses: null }).execute();
});

test('of a transfer are the numbers that the look-up found', async () => {
  const onRecord = { W1: { entityNumber: '浙ICP备2026000001号', websiteNumber: '浙ICP备2026000001号-1' } };
  expect(await asked('TRANSFER_NEW', { onRecord })).toEqual({
    entity: { number: '浙ICP备2026000001号' },
    websites: { W1: { number: '浙ICP备2026000001号-1' } },
  });
});

test('of a further website is the number of the entity: from the look-up, else from the record here', async () => {
  const said = await asked('NEW_SITE_ELSEWHERE', { onRecord: { W1: { entityNumber: '浙ICP备2026000001号' } } });
  expect(said).toEqual({ entity: { number: '浙ICP备2026000001号' }, websites: {} });
  const here = await asked('NEW_SITE_HERE', { form: enterpriseForm() });
  expect(here).toEqual({ entity: { number: record.entity, id: '800001' }, websites: {} });
});

test('of a first filing is nothing, though the certificate was filed before', async () => {
  expect(await asked('FIRST', { form: enterpriseForm() })).toEqual({ websites: {} });
});
