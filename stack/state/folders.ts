/** Folders on this machine: the project, its state, and the user's cache. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMPILED = join('.beian', 'compiled', '/');
const above = fileURLToPath(new URL('../..', import.meta.url));

/** The clone this file belongs to, also where it runs compiled. */
export const projectFolder = above.endsWith(COMPILED) ? above.slice(0, -COMPILED.length) : above;

/** All data of stacks started from this clone; `npm run reset` removes it. */
export const stateFolder = join(projectFolder, '.beian');

/** The programs of this clone, compiled (see `programs/compiled.ts`). */
export const compiledFolder = join(projectFolder, COMPILED);

/** The data of the demo, which is removed before each run because the demo files the same orders again. */
export const demoFolder = join(stateFolder, 'demo');

/**
 * Folder for files that take long to make and are the same for every clone of one user, such as compiled servers. A
 * variable that is empty or no absolute path counts as not set, as the XDG base directory specification says.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: named = '' } = env;
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'beian');
}
