/** A database of its own for each test file, so that files can run side by side. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase, type Database } from '../../../store/postgres/database.ts';
import type { DatabaseTimeouts } from '../../../store/postgres/pool.ts';
import { startActionWaiter, type ActionWaiter } from '../../../store/steps/action-waiter.ts';
import type { Vault } from '../../../store/sealing/vault.ts';
import { testDatabaseUrl } from './servers.ts';

/** On a busy machine Postgres and the test itself come late. The limits of the product are met only where a test is about them. */
const PATIENCE_MS = 90_000;
const PATIENT: DatabaseTimeouts = { connect: PATIENCE_MS, statement: PATIENCE_MS, lock: PATIENCE_MS };

/** The database as a process has it that waits for as long as a test may. */
export const openPatiently = (url: string): Database => openDatabase(url, { timeouts: PATIENT });

/** One who hears of steps, and waits for as long as a test may. */
export const waitPatiently = (url: string, db: Database, vault: Vault): Promise<ActionWaiter> =>
  startActionWaiter({ url, db, vault, answerWithinMs: PATIENCE_MS });

export interface TestDatabase {
  readonly url: string;
  /** Postgres goes away: it breaks every connection to this database, and refuses new ones until it comes back. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  /** Also ends sessions that are still open. */
  readonly drop: () => Promise<void>;
}

/**
 * Creates an empty database, or a copy of `template`.
 *
 * @example
 * await prepareTemplate('migrated', migrate);
 * const database = await freshDatabase('migrated');
 */
export async function freshDatabase(template?: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withServer(async (client) => {
    const from = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${from}`);
  });
  return {
    url: urlOf(name),
    goAway: () =>
      withServer(async (client) => {
        await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} WITH ALLOW_CONNECTIONS false`);
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      }),
    comeBack: () =>
      withServer(async (client) => {
        await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} WITH ALLOW_CONNECTIONS true`);
      }),
    drop: () =>
      withServer(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}

/**
 * Makes sure that the template exists. `prepare` fills it: it gets the template's URL and must close its connections
 * before it returns. The template is prepared once per run, even when several test files ask at once.
 */
export async function prepareTemplate(name: string, prepare: (url: string) => Promise<void>): Promise<void> {
  await withServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    const unfinished = `${name}_unfinished_${randomUUID().slice(0, 8)}`;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(unfinished)}`);
    await prepare(urlOf(unfinished));
    // The template gets its final name only when it is complete.
    await client.query(
      `ALTER DATABASE ${client.escapeIdentifier(unfinished)} RENAME TO ${client.escapeIdentifier(name)}`,
    );
  });
}

function urlOf(database: string): string {
  const url = new URL(testDatabaseUrl());
  url.pathname = `/${database}`;
  return url.toString();
}

async function withServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
