/** A stack of one's own for work that may do anything with it: chaos, and requests that are made up. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresFolder, unprivilegedUser } from './postgres/unprivileged-user.ts';
import { stopOnSignal } from './processes/parts.ts';
import { startStack, type RunningStack, type StackOptions } from './stack.ts';

/** Variables that name other servers; they are removed, because servers of others are left alone. */
const SERVERS_OF_OTHERS = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'];

/**
 * Does the work on a stack with free ports and a temporary folder, whose name begins with `beian-` and this name. Stack and folder are
 * gone afterwards, also when a signal ends the process.
 */
export async function onOwnStack<T>(
  name: string,
  options: Pick<StackOptions, 'durability' | 'progress' | 'bureau'>,
  work: (stack: RunningStack) => Promise<T>,
): Promise<T> {
  for (const variable of SERVERS_OF_OTHERS) Reflect.deleteProperty(process.env, variable);
  const folder = await mkdtemp(join(tmpdir(), `beian-${name}-`));
  await chmod(folder, 0o755); // Postgres may have to run as another user.
  const stack = await startStack({ folder, ports: 'free', ui: 'none', ...options });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stack.stop().then(() => removeFolder(folder)));
  stopOnSignal(stop);
  try {
    return await work(stack);
  } finally {
    await stop();
  }
}

async function removeFolder(folder: string): Promise<void> {
  const postgres = await postgresFolder(join(folder, 'postgres'), await unprivilegedUser());
  await Promise.all([folder, postgres].map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })));
}
