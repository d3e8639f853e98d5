import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { releasePlace } from '../orders/place.ts';
import { lookUp } from './known-here.ts';
import { readRecords, recordOfDomain } from './records.ts';
import { RecordError, writeRecord } from './write-record.ts';
import type { RecordToWrite } from './record-to-write.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const withCertificate = (certificateNumber: string, websites: OrderForm['websites']): OrderForm =>
  sampleForm({ entity: { ...sampleForm().entity, certificateNumber }, websites });

const record = (orderId: RecordToWrite['orderId'], serial: string, sites: Record<string, number>): RecordToWrite => ({
  orderId,
  at: MONDAY_MORNING,
  entityNumber: `琼ICP备${serial}号`,
  websites: Object.entries(sites).map(([domain, suffix]) => ({ domain, number: `琼ICP备${serial}号-${suffix}` })),
  issuedOn: '2026-03-31',
});

test('a second order adds its website to the entity that is here already; a repeat adds nothing', async () => {
  const { db, vault } = store;
  const certificate = '91460100MA5ADDING1';
  const first = await sampleOrder(db, vault, {
    form: withCertificate(certificate, { W1: { name: '一', domain: 'one-a.cn', headId: 'P1' } }),
  });
  await writeRecord(db, vault, record(first.id, '2026000011', { 'one-a.cn': 1 }));
  await writeRecord(db, vault, record(first.id, '2026000011', { 'one-a.cn': 1 }));
  await releasePlace(db, first.id);
  const second = await sampleOrder(db, vault, {
    accountId: first.accountId,
    form: withCertificate(certificate, { W1: { name: '二', domain: 'www.two-a.cn' } }),
  });
  await writeRecord(db, vault, record(second.id, '2026000011', { 'TWO-a.cn': 2 }));
  expect(await readRecords(db, vault, { accountId: first.accountId })).toMatchObject([
    {
      number: '琼ICP备2026000011号',
      websites: [
        { domain: 'one-a.cn', details: { website: { name: '一' }, head: { name: '张三' } } },
        { domain: 'two-a.cn', details: { website: { name: '二' } } },
      ],
    },
  ]);
});

test('a record outlives the erasure of the order it came from', async () => {
  const { db, vault } = store;
  const form = withCertificate('91460100MA5ERASED1', { W1: { name: '站', domain: 'erased-b.cn', headId: 'P1' } });
  const { id } = await sampleOrder(db, vault, { form });
  await writeRecord(db, vault, record(id, '2026000012', { 'erased-b.cn': 1 }));
  await eraseOrder(db, vault, id, later(MONDAY_MORNING, 1));
  expect(await recordOfDomain(db, vault, 'Erased-b.cn')).toMatchObject({ details: { head: { name: '张三' } } });
});

test('R-PUB-3: an entity that was filed anew under another number has one record here, and its domain too', async () => {
  const { db, vault } = store;
  const form = withCertificate('91460100MA5AGAIN01', { W1: { name: '站', domain: 'again-c.cn' } });
  const first = await sampleOrder(db, vault, { form });
  await writeRecord(db, vault, record(first.id, '2026000013', { 'again-c.cn': 1 }));
  const second = await sampleOrder(db, vault, { form });
  await writeRecord(db, vault, record(second.id, '2026000014', { 'again-c.cn': 1 }));
  expect(await lookUp(db, vault, { certificateNumber: '91460100MA5AGAIN01', domain: 'again-c.cn' })).toEqual({
    entityHere: true,
    shellEntity: false,
    entityNumber: '琼ICP备2026000014号',
    accountId: second.accountId,
    domainHere: true,
    domainOfEntity: true,
  });
  expect(await readRecords(db, vault, { number: '琼ICP备2026000013号' })).toMatchObject([
    { status: 'DEREGISTERED', websites: [{ status: 'DEREGISTERED', access: undefined }] },
  ]);
});

test('what is not here is not found', async () => {
  const { db, vault } = store;
  expect(await lookUp(db, vault, { certificateNumber: 'nobody', domain: 'nowhere.cn' })).toMatchObject({
    entityHere: false,
    domainHere: false,
    domainOfEntity: false,
  });
  expect(await lookUp(db, vault, {})).toMatchObject({ entityHere: false, domainHere: false });
  expect(await recordOfDomain(db, vault, 'nowhere.cn')).toBeUndefined();
});

test('a form without an entity makes no record', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault, { form: { entity: {}, people: {}, websites: {} } });
  await expect(writeRecord(db, vault, record(id, '2026000015', {}))).rejects.toThrow(RecordError);
});
