import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What tools, installations and operators write: no check reads it as part of the project. */
const NOT_PROJECT = new Set(['.git', 'node_modules', 'dist', 'coverage', '.beian', '.env']);

/** npm's own list of what is really installed, which `npm install` rewrites. */
export const INSTALLED = 'node_modules/.package-lock.json';

/** Every file of the project by its path from the root, with `/` between folders, and what it contains. */
export type Tree = ReadonlyMap<string, Buffer>;

/** Reads the whole project, and the list of installed packages. */
export async function readTree(root: string): Promise<Tree> {
  const paths = await filesBelow(root, '');
  const files = await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path))] as const));
  const installed = await readFile(join(root, INSTALLED)).catch(() => undefined);
  return new Map(installed === undefined ? files : [...files, [INSTALLED, installed]]);
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => !NOT_PROJECT.has(entry.name))
      .map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) return await filesBelow(root, path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return found.flat();
}

/** One value for these files: it changes when one is added, removed, renamed or changed. */
export function hashOf(tree: Tree, paths: Iterable<string> = tree.keys()): string {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const path of [...paths].toSorted()) {
    const content = tree.get(path);
    hash.update(`${path}\n${content?.length ?? 'absent'}\n`);
    if (content !== undefined) hash.update(content);
  }
  return hash.digest('hex');
}
