import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recordLookupSchema } from '../../domain/assets/asset-facts.ts';
import { instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { answerRecord, askRecord, openQuestions } from './record-lookups.ts';

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
const ask = (domain: string, notBefore = ago(HOUR_MS)) => askRecord(store.db, store.vault, question(domain), notBefore);
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
