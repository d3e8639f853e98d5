import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { ProgramFailed, runProgram } from '../../test/support/servers/run-program.ts';
import {
  MONDAY_MORNING,
  sampleAccountId,
  sampleForm,
  sampleOrder,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import { sampleSms } from '../../test/support/orders/stored-messages.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { readAccount, saveAccount } from '../accounts/accounts.ts';
import { codesOfInstance, generateCode } from '../assets/authorization-codes.ts';
import { readHistory } from '../audit/history.ts';
import { askForErasure, erasurePage } from '../erasures/erasures.ts';
import { beginRequest, finishRequest } from '../http/idempotency.ts';
import { insertMessages, listOf } from '../messages/messages.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { readOrder } from '../orders/orders.ts';
import { sessionsOf, startSession } from '../proofs/face-checks.ts';
import { askRecord, openQuestions } from '../records/record-lookups.ts';
import { findRecords } from '../records/find-records.ts';
import { writeRecord } from '../records/write-record.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { rotateKeys } from './key-rotation.ts';
import { everyColumn } from './sealed-columns.ts';
import { openVault, type Vault } from './vault.ts';

let store: MigratedDatabase;
beforeEach(async () => {
  store = await migratedDatabase();
});
afterEach(() => store.close());

const derived = () => ({ waitingOn: 'reviewer' as const, dues: [] });
const noted = (orderId: OrderId, detail: string) => {
  const step = sampleStep(orderId);
  return { ...step, cause: { ...step.cause, detail } };
};

const INDEX = 'an index key that stays, 32 characters or more';
const OLD_ID = 'master-key-of-last-year';
const OLD = `${OLD_ID}:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const old = openVault(OLD, INDEX);
const both = openVault(`${NEW},${OLD}`, INDEX);
const alone = openVault(NEW, INDEX);

const NUMBER = '琼ICP备2026000021号';
const REQUEST = { accountId: 'account-1', key: 'key-1', route: 'POST /v1/orders' };
const PASS = { status: 200, headers: {}, body: { name: '张三' } };

/** An order, an account, a record and everything else that is sealed; one order is erased, and its last message waits. */
async function somethingOfEverything(vault: Vault) {
  const { db } = store;
  const accountId = sampleAccountId();
  await saveAccount(db, vault, { id: accountId, verified: true, mobile: '13800138000', email: 'a@example.cn' });
  const { id: orderId } = await sampleOrder(db, vault, { accountId });
  await writeFilingStep(db, vault, noted(orderId, 'a note'), derived);
  const session = { orderId, personId: 'P1', personFingerprint: '0123', vendorReference: 'r-1', url: 'https://v' };
  await startSession(db, vault, { ...session, at: MONDAY_MORNING, linkUntil: MONDAY_MORNING });
  const websites = [{ domain: 'example.cn', number: `${NUMBER}-1` }];
  await writeRecord(db, vault, { orderId, at: MONDAY_MORNING, entityNumber: NUMBER, websites, issuedOn: '2026-03-31' });
  await generateCode(db, vault, { instanceId: 'ins-1', accountId, max: 5, at: MONDAY_MORNING });
  const certificate = { certificateType: 'RESIDENT_ID', certificateNumber: '11010519491231002X' };
  const asked = { ...certificate, domain: 'asked.cn', askedFor: { orderId, accountId } };
  await askRecord(db, vault, asked, { notBefore: MONDAY_MORNING, mostPerAccount: 20 });
  const ground = 'PERSON_ASKS' as const;
  await askForErasure(db, vault, { subject: { accountId }, ground, reason: 'asked by letter', askedBy: 'operator' });
  const begun = await beginRequest(db, vault, { ...REQUEST, requestHash: 'h', at: MONDAY_MORNING });
  if (begun.kind === 'FRESH') await finishRequest(db, vault, { ...REQUEST, turn: begun.turn }, PASS);
  const { id: erasedId } = await sampleOrder(db, vault);
  await eraseOrder(db, vault, erasedId, MONDAY_MORNING);
  const erased = { caseId: erasedId, seq: 1, at: MONDAY_MORNING, key: undefined };
  await insertMessages(db, vault, erased, [sampleSms('13900139000')]);
  return { accountId, orderId, erasedId };
}

/** Columns of bytes, as the tables have them. */
async function binaryColumns(): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and data_type = 'bytea' order by 1, 2`.execute(store.db);
  return rows;
}

/** In which columns a master key's id is found, looked for in every byte that is stored. */
async function columnsNaming(id: string): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column } of await binaryColumns()) {
    const { rows } = await sql`select 1 from ${sql.table(table)}
      where position(${Buffer.from(id)} in ${sql.ref(column)}) > 0 limit 1`.execute(store.db);
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}

const UNDER_THE_MASTER_KEY = [
  'accounts.wrapped_key',
  'authorization_codes.code',
  'cases.wrapped_key',
  'erasures.reason',
  'idempotency.response',
  'messages.address',
  'messages.params',
  'record_entities.wrapped_key',
  'record_lookups.question',
];

test('every binary column of the tables has its protection named', async () => {
  const named = everyColumn().map(({ table, column }) => `${table}.${column}`);
  expect(named.toSorted()).toEqual((await binaryColumns()).map(({ table, column }) => `${table}.${column}`).toSorted());
});

test('after the rotation no stored byte names the old key, and everything opens without it', async () => {
  const { db } = store;
  const { accountId, orderId, erasedId } = await somethingOfEverything(old);
  expect(await columnsNaming(OLD_ID)).toEqual(UNDER_THE_MASTER_KEY);

  const rotation = await rotateKeys(db, both);
  expect(rotation).toMatchObject({ failed: [], left: {} });
  expect(Object.keys(rotation.changed).toSorted()).toEqual(UNDER_THE_MASTER_KEY);
  expect(await columnsNaming(OLD_ID)).toEqual([]);
  expect(await rotateKeys(db, both)).toEqual({ changed: {}, failed: [], left: {} });

  expect((await readOrder(db, alone, orderId))?.form).toEqual(sampleForm());
  expect((await readHistory(db, alone, orderId)).map(({ detail }) => detail)).toContain('a note');
  expect(await sessionsOf(db, alone, orderId)).toMatchObject([{ url: 'https://v', personFingerprint: '0123' }]);
  expect(await readAccount(db, alone, accountId)).toMatchObject({ mobile: '13800138000', email: 'a@example.cn' });
  const records = await findRecords(db, alone, { accountId }, { limit: 1 });
  expect(records.rows).toMatchObject([{ details: { head: { name: '张三' } }, websites: [{ domain: 'example.cn' }] }]);
  expect((await codesOfInstance(db, alone, 'ins-1')).map(({ code }) => code?.length)).toEqual([16]);
  const questions = await openQuestions(db, alone, { limit: 10 });
  expect(questions.rows).toMatchObject([{ domain: 'asked.cn', certificateNumber: '11010519491231002X' }]);
  expect((await erasurePage(db, alone, { limit: 10 })).rows).toMatchObject([{ reason: 'asked by letter' }]);
  const again = await beginRequest(db, alone, { ...REQUEST, requestHash: 'h', at: MONDAY_MORNING });
  expect(again).toEqual({ kind: 'REPEAT', response: PASS });
  expect(await listOf(db, alone, erasedId)).toMatchObject([{ address: '13900139000', isUnreadable: false }]);
  await expect(readOrder(db, old, orderId)).rejects.toThrow('master key new is not configured');
});

test('more rows than one turn takes are all rotated', async () => {
  const { db } = store;
  await sql`insert into record_lookups (certificate_index, domain, question)
    select '\\x00', 'd' || n || '.cn', ${old.sealPassing({ name: 'record_lookups.question' }, { certificateType: 'T' })}
    from generate_series(1, 1201) as n`.execute(db);
  expect((await rotateKeys(db, both)).changed).toEqual({ 'record_lookups.question': 1201 });
  expect(await columnsNaming(OLD_ID)).toEqual([]);
});

test('a row that cannot be opened keeps no other from the rotation, is named, and the rotation is no success', async () => {
  const { db } = store;
  const { orderId, accountId } = await somethingOfEverything(old);
  await db
    .updateTable('cases')
    .set({ wrapped_key: Buffer.from('nonsense') })
    .where('id', '=', orderId)
    .execute();
  const cut = db.updateTable('record_entities').set({ wrapped_key: Buffer.alloc(0) });
  const [record] = await cut.returning('id').execute();
  const tampered = sql<Buffer>`set_byte(code, 60, (get_byte(code, 60) + 1) % 256)`;
  const [code] = await db.updateTable('authorization_codes').set({ code: tampered }).returning('id').execute();
  await generateCode(db, old, { instanceId: 'ins-1', accountId, max: 5, at: MONDAY_MORNING });

  const { changed, failed, left } = await rotateKeys(db, both);
  expect(failed.map(({ column, row }) => `${column} ${row}`).toSorted()).toEqual([
    `authorization_codes.code ${code?.id}`,
    `cases.wrapped_key ${orderId}`,
    `record_entities.wrapped_key ${record?.id}`,
  ]);
  expect(left).toEqual({ 'authorization_codes.code': 1, 'cases.wrapped_key': 1, 'record_entities.wrapped_key': 1 });
  expect(changed).toMatchObject({
    'accounts.wrapped_key': 1,
    'authorization_codes.code': 1,
    'record_lookups.question': 1,
  });
  expect((await readAccount(db, alone, accountId))?.mobile).toBe('13800138000');
});

test('the command says by its status whether the old key may be removed', async () => {
  await somethingOfEverything(old);
  expect(await command(NEW)).toMatchObject({ status: 1, output: expect.stringContaining(OLD_ID) });
  expect(await command(`${NEW},${OLD}`)).toMatchObject({ status: 0 });
  expect(await command(NEW)).toMatchObject({ status: 0 });
});

async function command(masterKeys: string): Promise<{ status: number | string | null; output: string }> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATABASE_URL: store.url, BEIAN_MASTER_KEYS: masterKeys, BEIAN_INDEX_KEY: INDEX };
  const options = { cwd: projectFolder, env, timeout: 110_000 };
  return runProgram(process.execPath, await argumentsOf('store/commands/rotate-keys-main.ts'), options).then(
    ({ stdout }) => ({ status: 0, output: stdout }),
    (failed: unknown) => {
      if (failed instanceof ProgramFailed) return { status: failed.code, output: failed.stdout };
      throw failed;
    },
  );
}
