/** The record of reads is chained and signed like the audit trail: whoever can write every table is found out. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Read } from '../../domain/reads/read.ts';
import { MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { verifyChains } from '../audit/audit-check.ts';
import { sealHeads } from '../audit/audit-seals.ts';
import { noteReads } from './note-reads.ts';

let store: MigratedDatabase;
beforeEach(async () => {
  store = await migratedDatabase();
});
afterEach(() => store.close());

const read = (reader: string, over: Partial<Read> = {}): Read => ({
  door: 'api',
  reader: { id: reader, role: 'reviewer' },
  subject: 'FORM',
  orderId: 'BA20260302-ABCDEFGH',
  shown: 'CLEAR',
  ground: 'CLAIM',
  ...over,
});
const note = (...reads: Read[]) => noteReads(store.db, store.vault.auditMac, reads);
const faults = async () => (await verifyChains(store.db, store.vault.auditMac)).faults;

/** Somebody who owns the tables takes their guards away first. */
async function tamper(statement: string): Promise<void> {
  const around = (how: string) =>
    `alter table data_reads ${how} trigger all; alter table read_seal_heads ${how} trigger all`;
  await sql.raw(`${around('disable')}; ${statement}; ${around('enable')}`).execute(store.db);
}

test('reads of several people at once are whole, one chain for each of them', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => note(read(`r${index % 3}`), read(`r${index % 3}`))));
  expect(await verifyChains(store.db, store.vault.auditMac)).toMatchObject({ reads: 24, faults: [] });
  await sealHeads(store.db, store.vault.auditMac, MONDAY_MORNING);
  await note(read('r1'));
  expect(await verifyChains(store.db, store.vault.auditMac)).toMatchObject({ reads: 25, seals: 1, faults: [] });
});

test.each([
  ['a row is removed from the middle', 'delete from data_reads where position = 2', 'READ_REMOVED'],
  ['the last row is removed', 'delete from data_reads where position = 3', 'READ_REMOVED'],
  [
    'a row says somebody else looked',
    "update data_reads set order_id = 'BA20260302-HGFEDCBA' where position = 2",
    'READ_CHANGED',
  ],
  [
    'a row is made by somebody without the key',
    `insert into data_reads (at, door, reader_id, reader_role, subject, shown, ground, position, prev_hash, hash, mac)
      select at, door, reader_id, reader_role, subject, shown, ground, 4, hash, hash, mac from data_reads where position = 3`,
    'READ_ADDED',
  ],
])('it is found when %s', async (_what, statement, kind) => {
  await note(
    read('r1'),
    read('r1', { subject: 'SCAN', slot: 'entity-certificate' }),
    read('r1', { subject: 'ACCOUNT' }),
  );
  await tamper(statement);
  expect((await faults()).map((fault) => fault.kind)).toContain(kind);
});

test('a chain that is shortened with its end is found by the seal', async () => {
  await note(read('r1'), read('r1'));
  await sealHeads(store.db, store.vault.auditMac, MONDAY_MORNING);
  await tamper(`delete from data_reads where position = 2;
    update read_chains set length = 1, head = (select hash from data_reads where position = 1)`);
  expect(await faults()).toMatchObject([{ kind: 'READ_SEALED_DIFFERS', reader: 'r1', position: 2 }]);
});

test('a seal without the reads that it fixed is found', async () => {
  await note(read('r1'));
  await sealHeads(store.db, store.vault.auditMac, MONDAY_MORNING);
  await tamper(`delete from read_seal_heads where reader_id = 'r1'`);
  expect((await faults()).map(({ kind }) => kind)).toContain('SEAL_CHANGED');
});

test('the codec server has no key: its rows are chained, and others may not pass for them', async () => {
  await noteReads(store.db, undefined, [
    read('o1', { door: 'codec', subject: 'PAYLOADS', shown: 'MASKED', ground: 'NONE' }),
  ]);
  expect(await faults()).toEqual([]);
  await noteReads(store.db, undefined, [read('o1')]);
  expect(await faults()).toMatchObject([{ kind: 'READ_NOT_OURS', reader: 'o1', position: 2 }]);
});

test('rows of before there were chains are fixed by the next seal', async () => {
  const old = `insert into data_reads (door, reader_id, reader_role, subject, shown, ground)
    values ('api', 'r9', 'reviewer', 'FORM', 'CLEAR', 'CLAIM')`;
  await sql.raw(`${old}; ${old}`).execute(store.db);
  await sealHeads(store.db, store.vault.auditMac, MONDAY_MORNING);
  expect(await faults()).toEqual([]);
  await tamper('delete from data_reads where id = 1');
  expect(await faults()).toMatchObject([{ kind: 'READ_SEALED_DIFFERS', position: 2 }]);
});
