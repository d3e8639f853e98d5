/** Where data of people could lie on a running stack, as bytes: what a thief of a disk, a backup, a log or a mailbox gets. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import type { RunningStack } from '../../../stack/stack.ts';

export interface Place {
  name: string;
  bytes: Buffer;
}

/** Every place, read one after the other, because together they are large. */
export async function* placesOf(stack: RunningStack, folder: string): AsyncGenerator<Place> {
  yield* tables(stack.postgresUrl);
  yield* filesBelow(await clusterOf(stack.postgresUrl), 'postgres');
  yield* filesBelow(join(folder, 'temporal'), 'temporal');
  yield* filesBelow(join(folder, 'documents'), 'documents');
  yield* filesBelow(join(folder, 'uploads'), 'uploads');
  yield* filesBelow(join(folder, 'logs'), 'logs', (name) => !name.startsWith('sandbox'));
  yield* metrics(stack.environment);
  yield* mailHeaders(stack.sandboxUrl);
}

/** Each row of each table of each database, as its text. */
async function* tables(url: string): AsyncGenerator<Place> {
  for (const database of await rowsOf(
    url,
    'select datname as name from pg_database where datallowconn and not datistemplate',
  )) {
    const at = new URL(url);
    at.pathname = `/${database.name}`;
    const known = await rowsOf(
      at.href,
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    for (const { name } of known) {
      const rows = await rowsOf(at.href, `select to_jsonb(t)::text as name from ${name} t`);
      yield { name: `${database.name} ${name}`, bytes: Buffer.from(rows.map((row) => row.name).join('\n')) };
    }
  }
}

const namesSchema = z.array(z.object({ name: z.string() }));

async function rowsOf(url: string, statement: string): Promise<z.infer<typeof namesSchema>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return namesSchema.parse((await client.query(statement)).rows);
  } finally {
    await client.end();
  }
}

/** The folder of the files, after everything in memory has been written to them. */
async function clusterOf(url: string): Promise<string> {
  await rowsOf(url, "select 'done' as name from pg_stat_force_next_flush()");
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
  const [folder] = await rowsOf(url, "select current_setting('data_directory') as name");
  return folder?.name ?? '';
}

/** All files of a folder as one place for each folder; a folder that is not there holds nothing. */
async function* filesBelow(
  folder: string,
  name: string,
  isMeant: (name: string) => boolean = () => true,
): AsyncGenerator<Place> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !isMeant(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    // Names of files are searched too.
    const content = await readFile(path).catch(() => Buffer.alloc(0)); // gone meanwhile
    yield { name: `${name} ${entry.name}`, bytes: Buffer.concat([Buffer.from(`${path}\n`), content]) };
  }
}

async function* metrics(environment: Readonly<Record<string, string>>): AsyncGenerator<Place> {
  for (const variable of ['BEIAN_OPERATIONS_PORT', 'BEIAN_WORKER_PORT', 'BEIAN_SDK_METRICS_PORT']) {
    const answer = await fetch(`http://127.0.0.1:${environment[variable] ?? ''}/metrics`);
    yield { name: `metrics ${variable}`, bytes: Buffer.from(await answer.text()) };
  }
}

const inboxSchema = z.object({
  messages: z.array(z.object({ headers: z.array(z.tuple([z.string(), z.string()])).optional() })),
});

/** Of every email that was sent, but for the one that names its recipient. */
async function* mailHeaders(sandboxUrl: string): AsyncGenerator<Place> {
  const answer = await fetch(`${sandboxUrl}/sandbox/v1/inbox?channel=email`);
  const { messages } = inboxSchema.parse(await answer.json());
  const lines = messages.flatMap(({ headers = [] }) =>
    headers.filter(([name]) => name.toLowerCase() !== 'to').map(([name, value]) => `${name}: ${value}`),
  );
  yield { name: 'mail headers', bytes: Buffer.from(lines.join('\n')) };
}
