/**
 * Postgres for one machine: the real Postgres 18 that comes as an npm package, or any server named by `DATABASE_URL`.
 */
import { join } from 'node:path';
import pg from 'pg';
import { present } from '../../domain/present.ts';
import { supervise, type Supervised } from '../processes/supervision.ts';
import { silent, type Progress } from '../progress.ts';
import { initialise, refuseOtherMajor } from './cluster.ts';
import { PostgresError } from './postgres-error.ts';
import { enterablePrograms, installedPrograms } from './programs.ts';
import { postgresFolder, unprivilegedUser } from './unprivileged-user.ts';

export interface PostgresOptions {
  /** Where data, log and password lie. An existing database is used again. */
  readonly folder: string;
  readonly port: number;
  /** `throwaway` switches off what protects data when the machine stops, and autovacuum: for tests only. */
  readonly durability: 'durable' | 'throwaway';
  readonly progress?: Progress;
}

export interface RunningPostgres {
  /** URL of the database `beian`, which exists. */
  readonly url: string;
  /** None when the server runs elsewhere. */
  readonly processes: readonly Supervised[];
  readonly stop: () => Promise<void>;
}

const DATABASE = 'beian';
/** Autovacuum works on each of the databases that tests make, and its sessions keep `vacuum` from marking pages. */
const THROWAWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

/** Starts Postgres and creates the database if need be. Throws {@link PostgresError}, which says what to do. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return usePostgres(given);

  const { progress = silent } = options;
  const user = await unprivilegedUser();
  const programs = await enterablePrograms(await installedPrograms(), user);
  const folder = await postgresFolder(options.folder, user);
  const dataFolder = join(folder, 'data');
  const password = await initialise({ programs, folder, dataFolder, user, progress });
  await refuseOtherMajor(programs, dataFolder);

  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${options.port}/${database}`;
  const server = await supervise({
    name: 'Postgres',
    command: join(programs, 'bin', 'postgres'),
    args: ['-D', dataFolder, ...settings(options)],
    logFile: join(options.folder, 'postgres.log'),
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    // SIGINT ends sessions and writes all data, SIGQUIT ends at once; SIGTERM would wait for every client to leave.
    stopSignal: options.durability === 'durable' ? 'SIGINT' : 'SIGQUIT',
    graceSeconds: 30,
    ...present({ user }),
    isReady: () => answers(url('postgres')),
    readyWithinSeconds: 60,
    progress,
  });
  try {
    await createDatabaseIfMissing(url('postgres'), DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: url(DATABASE), processes: [server], stop: server.stop };
}

async function usePostgres(url: string): Promise<RunningPostgres> {
  if (await answers(url)) return { url, processes: [], stop: async () => {} };
  throw new PostgresError(
    `No Postgres answers at DATABASE_URL (${withoutPassword(url)}). Start it, correct the variable, or unset it to use the Postgres that comes with Beian.`,
  );
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'not a URL';
  const parsed = new URL(url);
  parsed.password = '';
  return parsed.toString();
}

function settings({ port, durability }: PostgresOptions): string[] {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=300',
    'shared_buffers=256MB',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(durability === 'throwaway' ? THROWAWAY_SETTINGS : []),
  ];
  return all.flatMap((setting) => ['-c', setting]);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without this listener, losing the server would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false; // Not there, or still starting.
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabaseIfMissing(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // a broken connection fails the query, which says so
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
