import { expect, test } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, prepareTemplate } from './database.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

test('two test files never see each other', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  await query(one.url, 'CREATE TABLE mine (id int)');
  await expect(query(other.url, 'SELECT * FROM mine')).rejects.toThrow('relation "mine" does not exist');
  await Promise.all([one.drop(), other.drop()]);
});

test('a template is prepared once, however many ask for it at the same time', async () => {
  let prepared = 0;
  const prepare = async (url: string) => {
    prepared += 1;
    await query(url, 'CREATE TABLE filings AS SELECT 1 AS id');
  };
  await Promise.all([1, 2, 3].map(() => prepareTemplate('template_of_database_test', prepare)));
  const database = await freshDatabase('template_of_database_test');
  expect(prepared).toBe(1);
  await expect(query(database.url, 'SELECT id FROM filings')).resolves.toEqual([{ id: 1 }]);
  await database.drop();
});
