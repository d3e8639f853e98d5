import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Read } from '../../domain/reads/read.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { noteReads } from './note-reads.ts';
import { readPage } from './read-list.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const read = (over: Partial<Read> = {}): Read => ({
  door: 'api',
  reader: { id: 'reviewer-1', role: 'reviewer' },
  subject: 'FORM',
  orderId: 'BA20260302-ABCDEFGH',
  accountId: 'account-1',
  shown: 'CLEAR',
  ground: 'CLAIM',
  ...over,
});

test('A-147 the record of reads is only ever added to, also by who owns the tables', async () => {
  const { db } = store;
  await noteReads(db, store.vault.auditMac, [read()]);
  for (const change of [
    sql`update data_reads set reader_id = 'somebody'`,
    sql`delete from data_reads`,
    sql`truncate data_reads`,
  ]) {
    await expect(change.execute(db)).rejects.toThrow('reads of personal data are only ever added');
  }
  const { rows } = await readPage(db, { readerId: 'reviewer-1' }, { limit: 10 });
  expect(rows).toHaveLength(1);
});

test('reads are listed newest first, page by page, by who, what, whose and how', async () => {
  const { db } = store;
  const reader = { id: 'reviewer-2', role: 'reviewer' } as const;
  const scan = read({
    reader,
    subject: 'SCAN',
    slot: 'entity-certificate',
    ground: 'REASON',
    reason: { code: 'COMPLAINT', reference: 'T-1' },
  });
  await noteReads(db, store.vault.auditMac, [
    read({ reader }),
    scan,
    read({ reader, subject: 'ACCOUNT', orderId: 'BA20260302-HGFEDCBA' }),
  ]);
  const first = await readPage(db, { readerId: 'reviewer-2' }, { limit: 2 });
  expect(first.rows.map(({ subject }) => subject)).toEqual(['ACCOUNT', 'SCAN']);
  expect(first.rows[1]).toMatchObject({ ...scan, count: 1 });
  const second = await readPage(db, { readerId: 'reviewer-2' }, { limit: 2, cursor: first.cursor ?? '' });
  expect(second.rows.map(({ subject }) => subject)).toEqual(['FORM']);
  expect(second.cursor).toBeUndefined();
  const found = async (filter: Parameters<typeof readPage>[1]) =>
    (await readPage(db, filter, { limit: 10 })).rows.length;
  expect(await found({ readerId: 'reviewer-2', subject: 'SCAN' })).toBe(1);
  expect(await found({ orderId: 'BA20260302-HGFEDCBA' })).toBe(1);
  expect(await found({ readerId: 'reviewer-2', door: 'codec' })).toBe(0);
  const [newest] = first.rows;
  if (newest === undefined) throw new Error('there are reads');
  expect(await found({ readerId: 'reviewer-2', until: newest.at })).toBeLessThan(3);
});
