import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { freshDatabase } from '../test/support/database.ts';
import { wayToUrl } from '../test/support/way-to.ts';
import { closeDatabase, openDatabase } from './database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const impatient = { connect: 5_000, statement: 200, lock: 50 };

test('a statement that takes too long is broken off, and the connection goes on being used', async () => {
  const db = openDatabase(database.url, { maxConnections: 1, timeouts: impatient });
  try {
    await expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject({ code: '57014' });
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  } finally {
    await closeDatabase(db);
  }
});

test('nobody waits long for a lock that somebody else holds', async () => {
  const holder = openDatabase(database.url);
  const db = openDatabase(database.url, { timeouts: impatient });
  try {
    await sql`create table things (id int primary key)`.execute(holder);
    await holder.transaction().execute(async (trx) => {
      await sql`lock table things`.execute(trx);
      await expect(sql`select * from things`.execute(db)).rejects.toMatchObject({ code: '55P03' });
    });
  } finally {
    await closeDatabase(db);
    await closeDatabase(holder);
  }
});

test('nobody waits long for a connection that others use', async () => {
  const db = openDatabase(database.url, { maxConnections: 1, timeouts: { ...impatient, connect: 100 } });
  try {
    await db.transaction().execute(async () => {
      await expect(sql`select 1`.execute(db)).rejects.toThrow('timeout exceeded when trying to connect');
    });
  } finally {
    await closeDatabase(db);
  }
});

test('a connection whose other end vanished without a word is given up, in the middle of a transaction, too', async () => {
  const { way, url } = await wayToUrl(database.url);
  const db = openDatabase(url, { maxConnections: 1, timeouts: impatient });
  try {
    const work = db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      way.fallSilent();
      await sql`select 2`.execute(trx);
    });
    await expect(work).rejects.toThrow('Query read timeout');
    expect((await sql`select 3 as three`.execute(db)).rows).toEqual([{ three: 3 }]);
    expect(way.made()).toBe(2);
  } finally {
    await way.close();
    await closeDatabase(db);
  }
});
