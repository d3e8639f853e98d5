import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { releasePlace } from '../orders/place.ts';
import { lookUp } from './known-here.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { findRecords } from './find-records.ts';
import { recordOfDomain } from '../../test/support/orders/record-of-domain.ts';
import { readRecord, type FilingRecord } from './records.ts';
import { RecordError } from './record-error.ts';
import { writeRecord } from './write-record.ts';
import type { RecordToWrite } from './record-to-write.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const recordsOf = async (accountId: AccountId): Promise<FilingRecord[]> =>
  (await findRecords(store.db, store.vault, { accountId }, { limit: 10 })).rows;
const withCertificate = (certificateNumber: string, websites: OrderForm['websites']): OrderForm =>
  sampleForm({ entity: { ...sampleForm().entity, certificateNumber }, websites });

const record = (orderId: RecordToWrite['orderId'], serial: string, sites: Record<string, number>): RecordToWrite => ({
  orderId,
  at: MONDAY_MORNING,
  entityNumber: `琼ICP备${serial}号`,
  websites: Object.entries(sites).map(([domain, suffix]) => ({ domain, number: `琼ICP备${serial}号-${suffix}` })),
  issuedOn: '2026-03-31',
});

test('a second order adds its website to the entity on record, and a repeat adds nothing', async () => {
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
  expect(await recordsOf(first.accountId)).toMatchObject([
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
  expect([await readRecord(db, vault, '琼ICP备2026000013号')]).toMatchObject([
    { status: 'DEREGISTERED', websites: [{ status: 'DEREGISTERED', access: undefined }] },
  ]);
});

test('an unknown record is not found', async () => {
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

describe('what the other types of order change', () => {
  /** An entity with two websites on record, and a further order of its account about the second. */
  async function onRecord(certificate: string, serial: string, type: OrderType) {
    const { db, vault } = store;
    const websites = {
      W1: { name: '一', domain: `one-${serial}.cn`, headId: 'P1' },
      W2: { name: '二', domain: `two-${serial}.cn`, headId: 'P1' },
    };
    const first = await sampleOrder(db, vault, { form: withCertificate(certificate, websites) });
    await writeRecord(db, vault, record(first.id, serial, { [`one-${serial}.cn`]: 1, [`two-${serial}.cn`]: 2 }));
    await releasePlace(db, first.id);
    const about = type === 'DEREG_ENTITY' ? websites : { W2: { ...websites.W2, name: '新名' } };
    const form = withCertificate(certificate, about);
    const { id } = await sampleOrder(db, vault, { accountId: first.accountId, type, form });
    const write = (told: { removed: true } | { entityNumber: string; websites: [] }) =>
      writeRecord(db, vault, { orderId: id, at: later(MONDAY_MORNING, 1), issuedOn: '2026-04-30', ...told });
    const read = async () => (await recordsOf(first.accountId))[0];
    return { write, read };
  }
  const GONE = { removed: true } as const;

  test('R-DEREG-2 a cancelled access is closed, and website and number stay', async () => {
    const { write, read } = await onRecord('91460100MA5CANCEL1', '2026000031', 'CANCEL_ACCESS');
    await write(GONE);
    await write(GONE);
    expect(await read()).toMatchObject({
      status: 'ACTIVE',
      websites: [
        { status: 'ACTIVE', access: { type: 'FILED' } },
        { status: 'ACTIVE', access: undefined },
      ],
    });
  });

  test('R-DEREG-1 a removed website leaves the record with its access, and the other one stays', async () => {
    const { write, read } = await onRecord('91460100MA5DEREGS1', '2026000032', 'DEREG_SITE');
    await write(GONE);
    expect(await read()).toMatchObject({
      status: 'ACTIVE',
      websites: [
        { status: 'ACTIVE', access: { type: 'FILED' } },
        { status: 'DEREGISTERED', access: undefined },
      ],
    });
  });

  test('R-DEREG-1 a removed entity leaves the record with everything', async () => {
    const { write, read } = await onRecord('91460100MA5DEREGE1', '2026000033', 'DEREG_ENTITY');
    await write(GONE);
    const gone = { status: 'DEREGISTERED', access: undefined };
    expect(await read()).toMatchObject({ status: 'DEREGISTERED', websites: [gone, gone] });
  });

  test('R-INSP-12 an entity whose last website was removed is a shell', async () => {
    const { db, vault } = store;
    const certificate = '91460100MA5SHELL01';
    const form = withCertificate(certificate, { W1: { name: '一', domain: 'only.cn', headId: 'P1' } });
    const first = await sampleOrder(db, vault, { form });
    await writeRecord(db, vault, record(first.id, '2026000034', { 'only.cn': 1 }));
    await releasePlace(db, first.id);
    const { id } = await sampleOrder(db, vault, { accountId: first.accountId, type: 'DEREG_SITE', form });
    await writeRecord(db, vault, { orderId: id, at: MONDAY_MORNING, issuedOn: '2026-04-30', ...GONE });
    expect(await recordsOf(first.accountId)).toMatchObject([{ status: 'SHELL' }]);
  });

  test('a changed website has new words and its old number', async () => {
    const { write, read } = await onRecord('91460100MA5CHANGE1', '2026000035', 'CHANGE_SITE');
    await write({ entityNumber: '琼ICP备2026000035号', websites: [] });
    expect(await read()).toMatchObject({
      status: 'ACTIVE',
      websites: [
        { number: '琼ICP备2026000035号-1', details: { website: { name: '一' } } },
        { number: '琼ICP备2026000035号-2', details: { website: { name: '新名' } }, access: { type: 'FILED' } },
      ],
    });
  });
});
