/** Where things lie on this machine: the project, its state, and what is cached for the user. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone this file belongs to. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** Everything a stack started from this clone remembers; `npm run reset` removes it. */
export const stateFolder = join(projectFolder, '.beian');

/** The demo's own state: it files the same orders each time, so it begins anew each time. */
export const demoFolder = join(stateFolder, 'demo');

/**
 * What takes long to make and is the same for every clone of one user, such as compiled servers. As the XDG base directory
 * specification says, a variable that is empty or no absolute path counts as not set.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: named = '' } = env;
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'beian');
}
