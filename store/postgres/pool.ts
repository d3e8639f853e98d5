/**
 * The connections to Postgres. Nothing waits for ever: not for a connection, a lock, an answer, or a server that vanished
 * without closing the connection.
 */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { present } from '../../domain/present.ts';

/** The variable `DATABASE_URL`. */
export const databaseUrlSchema = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'write an address such as postgres://beian:<password>@127.0.0.1:5432/beian',
});

/** In milliseconds. */
export interface DatabaseTimeouts {
  /** For a connection, be it a new one or one that others use. */
  readonly connect: number;
  /** For one statement; Postgres then breaks it off (57014). */
  readonly statement: number;
  /** For a lock that somebody else holds (55P03). */
  readonly lock: number;
}

/** Of processes that answer people or filings. */
export const DEFAULT_TIMEOUTS: DatabaseTimeouts = { connect: 10_000, statement: 15_000, lock: 5_000 };

/** Of programs that an operator runs: tables are rebuilt, whole tables are read. */
export const PATIENT_TIMEOUTS: DatabaseTimeouts = { connect: 30_000, statement: 3_600_000, lock: 600_000 };

/** How much longer than Postgres's own limit we wait for an answer. */
const GRACE_MS = 2_000;
/** After how much silence an idle connection is probed. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** How long a transaction may stay idle; some ask an outside party meanwhile. */
const IDLE_IN_TRANSACTION_MS = 60_000;

export interface PoolOptions {
  /** Connections this process may hold; default 10. */
  readonly maxConnections?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /**
   * Told when a connection breaks, idle or in use. The pool replaces it by itself; whoever used the connection gets an error
   * of their own.
   */
  readonly onError?: (error: Error) => void;
  readonly timeouts?: DatabaseTimeouts;
}

/** Opens the pool. Nothing is connected before the first query. */
export function openPool(url: string, options: PoolOptions): PostgresPool {
  const { maxConnections = 10, applicationName = 'beian', timeouts = DEFAULT_TIMEOUTS } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    types: parsers,
    connectionTimeoutMillis: timeouts.connect,
    statement_timeout: timeouts.statement,
    lock_timeout: timeouts.lock,
    idle_in_transaction_session_timeout: Math.max(IDLE_IN_TRANSACTION_MS, timeouts.statement),
    query_timeout: timeouts.statement + GRACE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  listenToAll(pool, options.onError ?? (() => {}));
  return { connect: async () => new Lent(await pool.connect()), end: () => pool.end() };
}

/**
 * The pool listens to its idle connections only. Node.js ends a process when a connection breaks to which nobody listens, so
 * a lent one gets a listener of its own, from before the pool takes its listener off until the pool has put it on again.
 */
function listenToAll(pool: pg.Pool, onError: (error: Error) => void): void {
  pool.on('error', onError);
  pool.on('acquire', (client) => client.on('error', onError));
  pool.on('release', (_error, client) => client.off('error', onError));
}

/**
 * A connection as kysely has it. Statements are prepared: Postgres reads and plans each text once a connection. A connection
 * that did not answer is not used again, because its server may be gone without notice.
 */
class Lent implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #silent: Error | undefined;
  #outOfDate = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(asked: unknown, values: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new TypeError('rows are read whole here, not by cursors');
    return this.#ask(asked, values);
  }

  async #ask(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.#silent !== undefined) throw this.#silent;
    const name = values.length === 0 ? undefined : preparedName(text);
    const isWithin = this.#client.getTransactionStatus() !== 'I';
    try {
      return await this.#client.query({ text, values: [...values], ...present({ name }) });
    } catch (error) {
      if (error instanceof Error && error.message === NO_ANSWER) this.#silent = error;
      if (!isPlanOutOfDate(error)) throw error;
      this.#outOfDate = true;
      if (isWithin) throw error;
      return this.#client.query(text, [...values]);
    }
  }

  release(): void {
    this.#client.release(this.#silent ?? this.#outOfDate);
  }
}

const PREPARED_AT_MOST = 500;
const preparedNames = new Map<string, string>();

/**
 * The name under which a statement is prepared, if it is one that is used often. Texts are built from code and never hold
 * values, so there are not many. One with a list is planned every time: what is best depends on how long the list is, and a
 * plan made while a table was small would read all of it when it has grown.
 */
function preparedName(text: string): string | undefined {
  if (!/^(select|insert|update|delete|with) /.test(text) || text.includes('any(')) return undefined;
  const known = preparedNames.get(text);
  if (known !== undefined || preparedNames.size >= PREPARED_AT_MOST) return known;
  const name = `s${preparedNames.size + 1}`;
  preparedNames.set(text, name);
  return name;
}

/** A migration has changed a table since the statement was prepared on this connection. */
const isPlanOutOfDate = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';

/** What pg says when `query_timeout` is over. */
const NO_ANSWER = 'Query read timeout';

const { types } = pg;
const asNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`too large for a number: ${text}`);
  return value;
};
const asText = (text: string): string => text;
/** `int8` and `count(*)` as numbers, civil dates as `YYYY-MM-DD`; everything else as pg reads it. */
const OWN_PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [types.builtins.INT8, asNumber],
  [types.builtins.DATE, asText],
]);
const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format === 'binary' ? undefined : OWN_PARSERS.get(oid)) ?? pg.types.getTypeParser(oid),
};
