/** How long the import of a provider's records takes, and how much memory, beside a bare insert of as many rows. */
import { sql } from 'kysely';
import { instant } from '../domain/time/instant.ts';
import { importRecords } from '../store/records/import/import-records.ts';
import { header, importedRecord } from '../test/support/orders/import-file.ts';
import { figure, noMoreThan, type Figure } from './figure.ts';
import type { World } from './world.ts';

const RECORDS = 20_000;
const ANY_DAY = { firstDay: '1900-01-01', lastDay: '2100-12-31' };
const MOST_SECONDS = 120;
const MOST_MEGABYTES = 150;

async function* file(): AsyncGenerator<Uint8Array> {
  yield line(header(RECORDS));
  for (let n = 1; n <= RECORDS; n += 1) yield line(importedRecord(n));
}

const line = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value)}\n`);

export async function measureImport({ store: { database, vault } }: World): Promise<Figure[]> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 100);
  const started = Date.now();
  const request = { file: file(), by: 'bench', at: instant(started), range: ANY_DAY, report: () => {} };
  const result = await importRecords(database, vault, request);
  const seconds = (Date.now() - started) / 1000;
  clearInterval(watch);
  if (result?.outcome !== 'IMPORTED') throw new Error(`the import was ${result?.outcome}`);
  const floor = await bareInsert(database);
  return [
    figure(
      {
        name: 'import',
        words: `Import of ${RECORDS} records with a website each, judged, sealed and put on record; the floor inserts as many bare rows.`,
        unit: 's',
        measured: seconds,
        floor,
      },
      noMoreThan(MOST_SECONDS, 's'),
    ),
    figure(
      {
        name: 'memory of an import',
        words: 'How much larger the process was at most during the import.',
        unit: 'MB',
        measured: (most - before) / 2 ** 20,
        floor: before / 2 ** 20,
      },
      noMoreThan(MOST_MEGABYTES, 'MB'),
    ),
  ];
}

/** Seconds for inserting the same number of rows that mean nothing. */
async function bareInsert(database: World['store']['database']): Promise<number> {
  const started = Date.now();
  await sql`create temp table bare on commit drop as
    select n, repeat('x', 500) as text from generate_series(1, ${sql.lit(RECORDS)}) n`.execute(database);
  return Math.max(0.01, (Date.now() - started) / 1000);
}
