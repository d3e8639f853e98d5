import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';

/** The calls of `patched` in the workflow code: `<id> in <file>`. */
async function patchesInTheCode(): Promise<string[]> {
  const names = await readdir(join(projectFolder, 'workflows'), { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `workflows/${name.replaceAll('\\', '/')}`);
  const calls = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(projectFolder, file), 'utf8');
      return [...source.matchAll(/\bpatched\('([^']+)'\)/g)].map(([, id]) => `${id} in ${file}`);
    }),
  );
  return calls.flat();
}

async function registeredPatches(): Promise<string[]> {
  const page = await readFile(join(projectFolder, 'docs', 'patches.md'), 'utf8');
  const rows = page.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\| \d+\.\d+\.\d+ +\| [^|]+\| \d+\.\d+\.\d+ +\|$/gm);
  return [...rows].map(([, id, file]) => `${id} in ${file}`);
}

test('docs/patches.md registers every patch of the workflow code, and no other', async () => {
  const [code, page] = await Promise.all([patchesInTheCode(), registeredPatches()]);
  expect(page.toSorted()).toEqual(code.toSorted());
});
