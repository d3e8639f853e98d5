/** The data folder of Postgres: creates it by `initdb`, and checks that this version can read it. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SystemUser } from '../processes/children.ts';
import type { Progress } from '../progress.ts';
import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);

interface Initialisation {
  readonly programs: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly user: SystemUser | undefined;
  readonly progress: Progress;
}

/** Creates the database cluster when there is none. Returns the password of its superuser. */
export async function initialise({ programs, folder, dataFolder, user, progress }: Initialisation): Promise<string> {
  const passwordFile = join(folder, 'password');
  if (existsSync(join(dataFolder, 'PG_VERSION'))) return (await readFile(passwordFile, 'utf8')).trim();

  progress('Creating a Postgres database …');
  const password = randomBytes(18).toString('base64url');
  await rm(dataFolder, { recursive: true, force: true });
  await mkdir(dataFolder, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) await Promise.all([dataFolder, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const args = ['-D', dataFolder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // Texts are sorted alike on every machine, whatever its locale.
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

/** Throws {@link PostgresError} when the data was written by another major version, which this one cannot read. */
export async function refuseOtherMajor(programs: string, dataFolder: string): Promise<void> {
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
