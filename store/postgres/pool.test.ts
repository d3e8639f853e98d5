import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { EventEmitter, once } from 'node:events';
import { freshDatabase } from '../../test/support/servers/database.ts';
import { wayToUrl } from '../../test/support/desk/way-to.ts';
import { closeDatabase, openDatabase } from './database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const impatient = { connect: 5_000, statement: 200, lock: 50 };

test('a statement that takes too long is cancelled, and its connection is used again', async () => {
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
  const db = openDatabase(database.url, { maxConnections: 1, timeouts: { ...impatient, connect: 2_000 } });
  try {
    await db.transaction().execute(async () => {
      await expect(sql`select 1`.execute(db)).rejects.toThrow('timeout exceeded when trying to connect');
    });
  } finally {
    await closeDatabase(db);
  }
});

test('a connection whose other end vanished is given up, also in the middle of a transaction', async () => {
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

test('a connection that Postgres breaks inside a transaction is replaced, and the process goes on', async () => {
  const operator = openDatabase(database.url);
  const connections = new EventEmitter();
  const onError = (error: Error) => connections.emit('broke', error);
  const db = openDatabase(database.url, { maxConnections: 1, onError });
  try {
    const work = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      const broke = once(connections, 'broke');
      await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(operator);
      expect(await broke).toMatchObject([{ code: '57P01' }]);
      await sql`select 1`.execute(trx);
    });
    await expect(work).rejects.toThrow('Client has encountered a connection error');
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  } finally {
    await closeDatabase(db);
    await closeDatabase(operator);
  }
});

test('Postgres reads and plans a statement once per connection', async () => {
  const db = openDatabase(database.url, { maxConnections: 1 });
  try {
    for (let n = 0; n < 3; n += 1) await sql`select ${n}::int as n`.execute(db);
    const { rows } = await sql<{ uses: number }>`
      select generic_plans + custom_plans as uses from pg_prepared_statements where statement = 'select $1::int as n'
    `.execute(db);
    expect(rows).toEqual([{ uses: 3 }]);
  } finally {
    await closeDatabase(db);
  }
});

test('a statement prepared before a migration is prepared again after it', async () => {
  const db = openDatabase(database.url, { maxConnections: 1 });
  const migrating = openDatabase(database.url);
  const all = (on = db) => sql`select * from growing where id = ${1}`.execute(on);
  try {
    await sql`create table growing (id int primary key)`.execute(migrating);
    await sql`insert into growing values (1)`.execute(migrating);
    expect((await all()).rows).toEqual([{ id: 1 }]);
    await sql`alter table growing add column more int`.execute(migrating);
    expect((await all()).rows).toEqual([{ id: 1, more: null }]);

    await sql`alter table growing add column most int`.execute(migrating);
    const within = () => db.transaction().execute(all);
    expect((await within()).rows).toEqual([{ id: 1, more: null, most: null }]);
    await sql`alter table growing drop column most`.execute(migrating);
    await expect(within()).rejects.toMatchObject({ code: '0A000' });
    expect((await within()).rows).toEqual([{ id: 1, more: null }]);
  } finally {
    await closeDatabase(migrating);
    await closeDatabase(db);
  }
});
