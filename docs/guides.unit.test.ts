/** The guides quote what exists, and their links lead to files that exist. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';

const GUIDES = ['README.md', 'CHANGELOG.md', 'docs/integration.md', 'docs/non-goals.md', 'docs/stages.md'];
const read = (file: string) => readFile(join(projectFolder, file), 'utf8');

describe('README.md', () => {
  test('quotes examples/first-order.sh word for word and in its order', async () => {
    const [readme, script] = await Promise.all([read('README.md'), read('examples/first-order.sh')]);
    const pieces = [...readme.matchAll(/```bash\n(.*?)```/gs)].map(([, piece = '']) => piece);
    expect(pieces.length).toBeGreaterThan(5);
    const places = pieces.map((piece) => script.indexOf(piece));
    expect(pieces.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  test('names only npm scripts that exist', async () => {
    const [readme, { scripts }] = await Promise.all([read('README.md'), read('package.json').then(JSON.parse)]);
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test.each(GUIDES)('every link of %s into the project leads to a file', async (guide) => {
  const links = [...(await read(guide)).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
  const missing = links.filter((to) => !existsSync(resolve(projectFolder, dirname(guide), to)));
  expect(missing).toEqual([]);
});
