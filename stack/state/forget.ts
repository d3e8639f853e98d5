/** Removes the data of a stack. Servers named by variables keep theirs. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockHolder } from '../processes/lock.ts';
import { postgresFolder, unprivilegedUser } from '../postgres/unprivileged-user.ts';
import { runningLock, StackIsRunning } from '../infrastructure.ts';

/** Throws {@link StackIsRunning} when a stack runs on the folder. */
export async function forget(folder: string): Promise<void> {
  const holder = lockHolder(runningLock(folder));
  if (holder !== undefined) {
    throw new StackIsRunning(`A stack is running on ${folder} (process ${holder}). Stop it first, then try again.`);
  }
  // When started by root, Postgres may keep its data in a folder that its own user can enter.
  const postgres = await postgresFolder(join(folder, 'postgres'), await unprivilegedUser());
  await Promise.all([folder, postgres].map((path) => rm(path, { recursive: true, force: true })));
}
