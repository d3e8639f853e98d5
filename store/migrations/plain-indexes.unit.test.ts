/** No migration keeps writers out of a table that may be full: its indexes are built beside the work (`late-indexes.ts`). */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The tables that a migration indexes with a plain `create index`, without those it makes itself. */
function indexedThough(text: string): string[] {
  const made = [...text.matchAll(/create table (?:if not exists )?(\w+)/gi)].map(([, table]) => table);
  const indexed = [...text.matchAll(/create (?:unique )?index(?: if not exists)?\s+\w+\s+on\s+(?:only\s+)?(\w+)/gi)];
  return indexed.flatMap(([, table]) => (table === undefined || made.includes(table) ? [] : [table]));
}

const files = readdirSync(import.meta.dirname).filter((name) => /^\d{4}-.*(?<!test)\.ts$/.test(name));

test('a migration builds plain indexes of the tables that it makes, and of no others', () => {
  expect(files.length).toBeGreaterThan(25);
  const wrong = files.flatMap((name) =>
    indexedThough(readFileSync(new URL(name, import.meta.url), 'utf8')).map((table) => `${name} ${table}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['create index a_by_b on a (b)', ['a']],
  ['create unique index a_once\n  on a (b) where c', ['a']],
  ['create table a (b int)`, sql`create index a_by_b on a (b)', []],
])('the look at %p finds %p', (text, tables) => {
  expect(indexedThough(text)).toEqual(tables);
});
