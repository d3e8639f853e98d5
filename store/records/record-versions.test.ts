import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { later, MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { freshDatabase } from '../../test/support/servers/database.ts';
import { migratedDatabase, testVault, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { releasePlace } from '../orders/place.ts';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { migrate, MIGRATIONS } from '../postgres/migrate.ts';
import { PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { seal } from '../sealing/seal.ts';
import { versionPage } from './read-versions.ts';
import { ENTITY, WEBSITE } from './record-details.ts';
import { misfits } from './record-fit.ts';
import type { RecordToWrite } from './record-to-write.ts';
import { writeVersions } from './record-versions.ts';
import { readRecord } from './records.ts';
import { recordOfDomain } from '../../test/support/orders/record-of-domain.ts';
import { writeRecord } from './write-record.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const formOf = (certificateNumber: string, websites: OrderForm['websites']): OrderForm =>
  sampleForm({ entity: { ...sampleForm().entity, certificateNumber }, websites });
const site = (name: string, domain: string) => ({ name, domain, headId: 'P1' });

async function order(type: OrderType, form: OrderForm, accountId?: AccountId) {
  const opened = await sampleOrder(store.db, store.vault, { type, form, ...(accountId ? { accountId } : {}) });
  await releasePlace(store.db, opened.id);
  return opened;
}

const told = (orderId: OrderId, serial: string, sites: Record<string, number>, at = MONDAY_MORNING): RecordToWrite => ({
  orderId,
  at,
  entityNumber: `琼ICP备${serial}号`,
  websites: Object.entries(sites).map(([domain, suffix]) => ({ domain, number: `琼ICP备${serial}号-${suffix}` })),
  issuedOn: '2026-03-31',
});

const versions = async (number: string) => (await versionPage(store.db, store.vault, number, { limit: 10 })).rows;
const summary = async (number: string) =>
  (await versions(number)).map(({ version, cause, orderId, parts }) => ({
    version,
    cause,
    orderId,
    parts: parts.map((part) => [part.part === 'ENTITY' ? 'ENTITY' : part.number, part.changed]),
  }));

test('every order that changes a record makes a version that says which order, which parts and which fields', async () => {
  const { db, vault } = store;
  const [number, certificate] = ['琼ICP备2026000901号', '91460100MA5VERSI01'];
  const first = await order('FIRST', formOf(certificate, { W1: site('一', 'one-v.cn') }));
  await writeRecord(db, vault, told(first.id, '2026000901', { 'one-v.cn': 1 }));
  await writeRecord(db, vault, told(first.id, '2026000901', { 'one-v.cn': 1 }));
  const more = await order('NEW_SITE_HERE', formOf(certificate, { W1: site('二', 'two-v.cn') }), first.accountId);
  await writeRecord(db, vault, told(more.id, '2026000901', { 'two-v.cn': 2 }, later(MONDAY_MORNING, 1)));
  const change = await order('CHANGE_SITE', formOf(certificate, { W1: site('新名', 'one-v.cn') }), first.accountId);
  await writeRecord(db, vault, told(change.id, '2026000901', {}, later(MONDAY_MORNING, 2)));
  const removal = await order('CANCEL_ACCESS', formOf(certificate, { W1: site('新名', 'one-v.cn') }), first.accountId);
  await writeRecord(db, vault, {
    orderId: removal.id,
    at: later(MONDAY_MORNING, 3),
    issuedOn: '2026-04-30',
    removed: true,
  });

  const by = (id: OrderId) => ({ cause: 'ORDER', orderId: id });
  expect(await summary(number)).toEqual([
    { version: 4, ...by(removal.id), parts: [[`${number}-1`, ['access']]] },
    { version: 3, ...by(change.id), parts: [[`${number}-1`, ['website.name']]] },
    { version: 2, ...by(more.id), parts: [[`${number}-2`, []]] },
    {
      version: 1,
      ...by(first.id),
      parts: [
        ['ENTITY', []],
        [`${number}-1`, []],
      ],
    },
  ]);
  expect((await readRecord(db, vault, number))?.version).toBe(4);
  const [, changed, , oldest] = await versions(number);
  expect(changed?.parts).toMatchObject([{ details: { website: { name: '新名' } } }]);
  expect(oldest?.parts).toMatchObject([
    { details: { head: { name: '张三' } } },
    { details: { website: { name: '一' } } },
  ]);
  const page = await versionPage(db, vault, number, { limit: 3 });
  const rest = await versionPage(db, vault, number, { limit: 3, cursor: page.cursor ?? '' });
  expect([page.rows.length, rest.rows.map(({ version }) => version)]).toEqual([3, [1]]);
});

test('what a person is called or reached by is not in the clear part of a version', async () => {
  const { rows } = await sql<{ clear: string }>`
    select concat(state::text, changed::text) as clear from record_versions`.execute(store.db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { clear } of rows) expect(clear).not.toMatch(/张三|13800138000|11010519491231002X|91460100/);
});

test('A-189 an entity that MIIT deregistered without a word completes its new first filing, and its old number serves no more', async () => {
  const { db, vault } = store;
  const form = formOf('91460100MA5ANEW001', { W1: site('一', 'anew-a.cn'), W2: site('二', 'anew-b.cn') });
  const first = await order('FIRST', form);
  await writeRecord(db, vault, told(first.id, '2026000911', { 'anew-a.cn': 1, 'anew-b.cn': 2 }));
  const again = await order('FIRST', formOf('91460100MA5ANEW001', { W1: site('一', 'anew-a.cn') }), first.accountId);
  const record = told(again.id, '2026000912', { 'anew-a.cn': 1 }, later(MONDAY_MORNING, 1));
  expect(await misfits(db, vault, record)).toEqual([]);
  await writeRecord(db, vault, record);

  expect(await recordOfDomain(db, vault, 'anew-a.cn')).toMatchObject({
    number: '琼ICP备2026000912号',
    status: 'ACTIVE',
  });
  expect(await recordOfDomain(db, vault, 'anew-b.cn')).toBeUndefined();
  const gone = { status: 'DEREGISTERED', access: undefined };
  expect(await readRecord(db, vault, '琼ICP备2026000911号')).toMatchObject({
    status: 'DEREGISTERED',
    websites: [gone, gone],
  });
  expect(await summary('琼ICP备2026000911号')).toMatchObject([{ version: 2, orderId: again.id }, { version: 1 }]);
});

test('A-189 a domain whose website was deregistered elsewhere is filed anew by whoever owns it now', async () => {
  const { db, vault } = store;
  const old = await order('FIRST', formOf('91460100MA5ANEW002', { W1: site('一', 'sold.cn') }));
  await writeRecord(db, vault, told(old.id, '2026000921', { 'sold.cn': 1 }));
  const buyer = await order('FIRST', formOf('91460100MA5ANEW003', { W1: site('二', 'sold.cn') }));
  const record = told(buyer.id, '2026000922', { 'sold.cn': 1 }, later(MONDAY_MORNING, 1));
  expect(await misfits(db, vault, record)).toEqual([]);
  await writeRecord(db, vault, record);
  expect(await recordOfDomain(db, vault, 'sold.cn')).toMatchObject({ number: '琼ICP备2026000922号' });
  expect(await readRecord(db, vault, '琼ICP备2026000921号')).toMatchObject({ status: 'SHELL' });
});

test('A-189 a number that was deregistered does not come back, whoever tells it', async () => {
  const { db, vault } = store;
  const form = formOf('91460100MA5ANEW004', { W1: site('一', 'back.cn') });
  const first = await order('FIRST', form);
  await writeRecord(db, vault, told(first.id, '2026000931', { 'back.cn': 1 }));
  const removal = await order('DEREG_ENTITY', form, first.accountId);
  await writeRecord(db, vault, {
    orderId: removal.id,
    at: later(MONDAY_MORNING, 1),
    issuedOn: '2026-04-30',
    removed: true,
  });
  const again = await order('FIRST', form, first.accountId);
  const codes = async (serial: string) =>
    (await misfits(db, vault, told(again.id, serial, { 'back.cn': 1 }))).map(({ code }) => code);
  expect(await codes('2026000931')).toEqual(['NUMBER_DEREGISTERED', 'NUMBER_DEREGISTERED']);
  expect(await codes('2026000932')).toEqual([]);
});

test('another number of an entity that keeps its number is not believed, because the numbers may be mixed up', async () => {
  const { db, vault } = store;
  const form = formOf('91460100MA5ANEW005', { W1: site('一', 'kept.cn') });
  const first = await order('FIRST', form);
  await writeRecord(db, vault, told(first.id, '2026000941', { 'kept.cn': 1 }));
  const transfer = await order('TRANSFER_NEW', form, first.accountId);
  const findings = await misfits(db, vault, told(transfer.id, '2026000942', { 'kept.cn': 1 }));
  expect(findings.map(({ code }) => code)).toEqual(['ENTITY_HAS_ANOTHER_NUMBER', 'ON_RECORD_OTHERWISE']);
});

test('a removal whose record is gone already has what it asked for', async () => {
  const { db, vault } = store;
  const form = formOf('91460100MA5ANEW006', { W1: site('一', 'gone-already.cn') });
  const { id } = await order('DEREG_ENTITY', form);
  const record = { orderId: id, at: MONDAY_MORNING, issuedOn: '2026-04-30', removed: true } as const;
  expect(await misfits(db, vault, record)).toEqual([]);
  await writeRecord(db, vault, record);
});

test('a record of the version before keeps its data and gets a first version', async () => {
  const database = await freshDatabase();
  const db = openDatabase(database.url, { timeouts: PATIENT_TIMEOUTS });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    const { error } = await migrator.migrateTo('0028-typed-texts');
    expect(error).toBeUndefined();
    const vault = testVault();
    const number = '琼ICP备2026000951号';
    const { key, wrapped } = vault.newKey(number);
    const { entity, people } = sampleForm();
    const details = seal(key, ENTITY, { entity, head: people['P1'] });
    const website = seal(key, WEBSITE, { website: site('一', 'before.cn'), head: people['P1'] });
    await sql`
      with entity as (
        insert into record_entities (account_id, number, province, serial, kind, certificate_index, details,
          wrapped_key, issued_on, order_id, changed_at)
        values ('acc-1', ${number}, 'HI', '2026000951', 'ENTERPRISE', '\\x01', ${details}, ${wrapped}, '2026-03-31',
          'BA1', '2026-03-31T00:00:00Z') returning id
      ), website as (
        insert into record_websites (entity_id, number, suffix, domain, details, order_id, issued_on, changed_at)
        select id, ${`${number}-1`}, 1, 'before.cn', ${website}, 'BA1', '2026-03-31', '2026-03-31T00:00:00Z' from entity
        returning id
      )
      insert into record_accesses (website_id, type, order_id, opened_at)
      select id, 'FILED', 'BA1', '2026-03-31T00:00:00Z' from website`.execute(db);
    await migrate(db);
    const record = await readRecord(db, vault, number);
    expect(record).toMatchObject({
      version: 1,
      accountId: 'acc-1',
      orderId: 'BA1',
      details: { head: { name: '张三' } },
    });
    expect(record?.websites).toMatchObject([{ domain: 'before.cn', access: { type: 'FILED' }, elsewhere: [] }]);
    const { rows } = await versionPage(db, vault, number, { limit: 10 });
    expect(rows).toMatchObject([
      {
        version: 1,
        cause: 'ORDER',
        orderId: 'BA1',
        parts: [
          { part: 'ENTITY', details: { entity: { name: '海口示例科技有限公司' } } },
          {
            part: 'WEBSITE',
            state: { domain: 'before.cn', access: { type: 'FILED' } },
            details: { website: { name: '一' } },
          },
        ],
      },
    ]);
    const by = { cause: 'SYNC', eventId: 'event-1', by: 'miit' } as const;
    const ids = [record?.id ?? ''];
    expect(await writeVersions(db, vault, ids, by, MONDAY_MORNING)).toEqual([]);
  } finally {
    await closeDatabase(db);
    await database.drop();
  }
});
