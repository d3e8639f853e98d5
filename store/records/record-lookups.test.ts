import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { recordLookupSchema } from '../../domain/assets/asset-facts.ts';
import { instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { releasePlace } from '../orders/place.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { answerRecord, askRecord, openQuestions, type AskedFor } from './record-lookups.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const HOUR_MS = 3_600_000;
const now = () => instant(Date.now());
const ago = (ms: number) => instant(Date.now() - ms);
const question = (domain: string) => ({
  certificateType: 'RESIDENT_ID',
  certificateNumber: '11010519491231002X',
  domain,
});
const answer = recordLookupSchema.parse({
  entityFiled: true,
  entityHere: false,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
});
let asking: AskedFor;
const MOST = 3;
const askFor = (domain: string, askedFor: AskedFor | undefined, notBefore = ago(HOUR_MS)) =>
  askRecord(store.db, store.vault, { ...question(domain), askedFor }, { notBefore, mostPerAccount: MOST });
const ask = (domain: string) => askFor(domain, asking);
const anOrder = async (): Promise<AskedFor> => {
  const { id: orderId, accountId } = await sampleOrder(store.db, store.vault);
  return { orderId, accountId };
};
beforeEach(async () => {
  asking = await anOrder();
});
const openDomains = async (): Promise<string[]> =>
  (await openQuestions(store.db, store.vault, { limit: 100 })).rows.map(({ domain }) => domain);

test('a question is put once and answered once, and everybody who asks gets the answer', async () => {
  expect(await Promise.all([ask('once.cn'), ask('once.cn'), ask('once.cn')])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const [open] = (await openQuestions(store.db, store.vault, { limit: 100 })).rows.filter(
    ({ domain }) => domain === 'once.cn',
  );
  expect(open).toMatchObject(question('once.cn'));
  await answerRecord(store.db, { id: open?.id ?? '', answer, by: 'R1', at: now() });
  expect(await ask('once.cn')).toEqual(answer);
  expect(await openDomains()).not.toContain('once.cn');
});

test('an answer that is too old is asked for again', async () => {
  await ask('old.cn');
  const [open] = (await openQuestions(store.db, store.vault, { limit: 100 })).rows.filter(
    ({ domain }) => domain === 'old.cn',
  );
  await answerRecord(store.db, { id: open?.id ?? '', answer, by: 'R1', at: ago(2 * HOUR_MS) });
  expect(await ask('old.cn')).toBeUndefined();
  expect(await openDomains()).toContain('old.cn');
});

test('A-147: the certificate number is stored sealed, and only until the answer', async () => {
  await ask('sealed.cn');
  const read = () =>
    store.db.selectFrom('record_lookups').selectAll().where('domain', '=', 'sealed.cn').executeTakeFirstOrThrow();
  const row = await read();
  expect(`${row.question?.toString('utf8')}`).not.toContain('11010519491231002X');
  await answerRecord(store.db, { id: row.id, answer, by: 'R1', at: now() });
  expect((await read()).question).toBeNull();
});

test('an answer to a removed question has no effect', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  expect(await answerRecord(store.db, { id, answer, by: 'R1', at: now() })).toBeUndefined();
});

const put = async (of: AskedFor, ...domains: string[]): Promise<string[]> => {
  for (const domain of domains) await askFor(domain, of);
  const open = await openDomains();
  return domains.filter((domain) => open.includes(domain));
};

test('nobody is asked to look anything up without an order that needs to know', async () => {
  await askFor('without-an-order.cn', undefined);
  expect(await openDomains()).not.toContain('without-an-order.cn');
});

test('an account has only so many questions before the desk, and keeps nobody else out', async () => {
  const [greedy, other] = [await anOrder(), await anOrder()];
  expect(await put(greedy, 'g1.cn', 'g2.cn', 'g3.cn', 'g4.cn', 'g5.cn')).toEqual(['g1.cn', 'g2.cn', 'g3.cn']);
  await Promise.all(['g6.cn', 'g7.cn', 'g8.cn'].map((domain) => askFor(domain, greedy)));
  expect((await openDomains()).filter((domain) => domain.startsWith('g'))).toHaveLength(MOST);
  expect(await put(other, 'o1.cn', 'o2.cn')).toEqual(['o1.cn', 'o2.cn']);
  const { rows } = await openQuestions(store.db, store.vault, { limit: 100 });
  const answered = rows.find(({ domain }) => domain === 'g1.cn');
  await answerRecord(store.db, { id: answered?.id ?? '', answer, by: 'R1', at: now() });
  expect(await put(greedy, 'g4.cn', 'g5.cn')).toEqual(['g4.cn']);
});

test('questions of an order that has ended leave the desk, until another order asks', async () => {
  const [ended, next] = [await anOrder(), await anOrder()];
  await put(ended, 'ended.cn');
  await releasePlace(store.db, ended.orderId as OrderId);
  expect(await openDomains()).not.toContain('ended.cn');
  expect(await put(next, 'ended.cn')).toEqual(['ended.cn']);
});
