/** Hand-overs in the queue of an account, on a database of their own. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { HandOver } from '../adapters/bureau/bureau.ts';
import type { MiitAccount } from '../adapters/bureau/miit/account.ts';
import { fromGbk } from '../adapters/bureau/miit/gbk.ts';
import { PROFILE_V30 } from '../adapters/bureau/miit/profile-v30.ts';
import { enterpriseForm } from '../test/support/orders/sample-orders.ts';
import { withCodes } from '../test/support/orders/sample-codes.ts';
import { sampleOrder } from '../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../test/support/servers/migrated-database.ts';
import { codesReader } from '../store/bureau-codes/bureau-codes.ts';
import { contentOf, nextUpload } from '../store/bureau/uploads.ts';
import { orderQueue } from './order-queue.ts';

let store: MigratedDatabase;

beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const account = (name: string, province: MiitAccount['province'], ispId: string): MiitAccount => ({
  name,
  province,
  baseUrl: 'http://server.bureau.example',
  ispId,
  userName: 'sample',
  password: 'sample',
  keys: undefined,
  encryptsUploads: false,
  profile: PROFILE_V30,
  timeoutMs: 1000,
  firstPauseMs: 1000,
  fetchEveryMs: 1000,
  hours: [],
  maintenance: [],
  passwordCheck: 'CLEAR',
});

async function orderOf(handOver: number): Promise<HandOver> {
  const { id } = await sampleOrder(store.db, store.vault);
  const server = {
    instanceId: 'i-1',
    publicIps: [{ from: '203.0.113.10', to: '203.0.113.10' }],
    accessMethod: 'CLOUD',
  } as const;
  return {
    orderId: id,
    handOver,
    type: 'FIRST',
    form: withCodes(enterpriseForm()),
    instances: { W1: server, W2: server },
    documents: [],
    personsToVerify: [],
  };
}

const queueWith = (accounts: readonly MiitAccount[]) =>
  orderQueue({ database: store.db, vault: store.vault, accounts, codes: codesReader(store.db) });

async function queued(name: string): Promise<string | undefined> {
  const upload = await nextUpload(store.db, name);
  const zip = upload && (await contentOf(store.db, store.vault, upload.id));
  const [xml] = Object.values(zip === undefined ? {} : unzipSync(zip));
  return xml && fromGbk(xml);
}

test('a hand-over is queued once, at the account of its province, with numbers of its own', async () => {
  const order = await orderOf(1);
  const queue = queueWith([account('zhejiang', 'ZJ', '330000009999'), account('shandong', 'SD', '370000009999')]);
  await queue(order);
  const xml = await queued('shandong');
  expect(xml).toContain('<Qqdwid>370000009999</Qqdwid>');
  const own = [...(xml ?? '').matchAll(/<Isp(\w+)>(\d+)<\/Isp\1>/g)];
  expect(own.map(([, kind]) => kind)).toEqual(['Ztid', 'Wzid', 'Ymid', 'Jrid', 'Ipid', 'Wzid', 'Ymid', 'Jrid', 'Ipid']);
  expect(new Set(own.map(([, , number]) => number)).size).toBe(9);
  expect(await queued('zhejiang')).toBeUndefined();

  await queue({ ...order, form: { ...order.form, people: {} } }); // a repeated hand-over is not even built
  const uploads = await store.db.selectFrom('bureau_uploads').select('key').execute();
  expect(uploads).toHaveLength(1);
});

test('the next hand-over of an order keeps the numbers of entity and websites, and accesses get new ones', async () => {
  const order = await orderOf(1);
  const queue = queueWith([account('first', 'SD', '1'), account('other', 'ZJ', '2')]);
  const again = queueWith([account('second', 'SD', '1'), account('other', 'ZJ', '2')]);
  await queue(order);
  await again({ ...order, handOver: 2 });
  const [first = '', second = ''] = [await queued('first'), await queued('second')];
  const numbers = (xml: string, name: string) =>
    [...xml.matchAll(new RegExp(`<${name}>(\\d+)`, 'g'))].map(([, id]) => id);
  for (const name of ['IspZtid', 'IspWzid', 'IspYmid']) expect(numbers(second, name)).toEqual(numbers(first, name));
  for (const name of ['IspJrid', 'IspIpid'])
    expect(numbers(second, name).filter((id) => numbers(first, name).includes(id))).toEqual([]);
});

test('an order of a province without account goes to a person, unless there is only one account', async () => {
  const order = await orderOf(1);
  const two = queueWith([account('zhejiang', 'ZJ', '1'), account('beijing', 'BJ', '2')]);
  await expect(two(order)).rejects.toMatchObject({ name: 'AskPersonError', code: 'NO_ACCOUNT' });
  await expect(queueWith([account('only', 'ZJ', '1')])(order)).resolves.toBeUndefined();
});

test('an order whose documents are larger than the interface takes goes to a person, and nothing is queued', async () => {
  const order = await orderOf(1);
  const small = { ...account('small', 'GD', '440000009999'), profile: { ...PROFILE_V30, mostDocumentBytes: 100 } };
  await expect(queueWith([small])(order)).rejects.toMatchObject({ name: 'AskPersonError', code: 'TOO_LARGE' });
  expect(await nextUpload(store.db, 'small')).toBeUndefined();
});
