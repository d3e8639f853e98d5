/**
 * Postgres refuses to run as root. For root it runs as user `postgres` or `nobody`. That user often cannot enter the
 * clone, for instance below a home folder of mode 700. Programs and data then lie in a folder that the user can enter.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SystemUser } from '../processes/children.ts';
import { PostgresError } from './postgres-error.ts';

/** Every user can enter this folder's parents, so the data is kept here. */
const ENTERABLE_DATA = '/var/lib/beian';

const run = promisify(execFile);

/** Undefined when this process itself may run Postgres. */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      continue; // This machine has no such user: try the next one.
    }
  }
  throw new PostgresError(
    'Postgres does not run as root, and there is neither a user postgres nor a user nobody to run it as. ' +
      'Run this command as another user, or name a running Postgres with DATABASE_URL=postgres://….',
  );
}

/** Where Postgres keeps its data: in `wanted`, or elsewhere when its user cannot enter that folder. */
export async function postgresFolder(wanted: string, user?: SystemUser): Promise<string> {
  await mkdir(wanted, { recursive: true });
  if (user === undefined || (await everybodyMayEnter(wanted))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = join(ENTERABLE_DATA, name);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** Whether every user may enter this folder and all folders above it. */
export async function everybodyMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || everybodyMayEnter(parent);
}
