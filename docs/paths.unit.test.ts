/** A page that names a file which is not there sends its reader nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';

const pages = ['docs', 'docs/how-to', 'docs/order-types'].flatMap((folder) =>
  readdirSync(join(projectFolder, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`),
);
const folders = readdirSync(projectFolder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** Made on the way, and so not in the repository. */
const MADE = /^(node_modules|dist|coverage|\.beian)\b/;

/** What a page names in code: paths that begin with a folder of the project, without placeholders. */
function pathsIn(text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```/gm, '');
  return [...prose.matchAll(/`([\w.-]+\/[\w./-]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => folders.includes(path.split('/')[0] ?? '') && !MADE.test(path));
}

test.each(pages)('every path that %s names is there', (page) => {
  const missing = pathsIn(readFileSync(join(projectFolder, page), 'utf8'))
    .filter((path) => path !== 'console/')
    .filter((path) => !existsSync(join(projectFolder, path)));
  expect(missing).toEqual([]);
});

test.each(pages)('every link of %s into the project leads somewhere', (page) => {
  const text = readFileSync(join(projectFolder, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
  expect(links.filter((to) => !existsSync(resolve(projectFolder, dirname(page), to)))).toEqual([]);
});

/** The tables of a page, each as its lines without the spaces and rules between them. */
const tablesIn = (text: string): string[][] =>
  [...text.matchAll(/(^\|.*\n)+/gm)].map(([table]) =>
    table
      .split('\n')
      .map((line) => line.replaceAll(/\s|-{3,}/g, ''))
      .filter((line) => /[^|]/.test(line)),
  );

test.each(pages)('no table of %s says a line twice', (page) => {
  const tables = tablesIn(readFileSync(join(projectFolder, page), 'utf8'));
  expect(tables.flatMap((lines) => lines.filter((line, index) => lines.indexOf(line) < index))).toEqual([]);
});

test('paths are found among the words of a page', () => {
  expect(pathsIn('See `docs/none.md`, `a/b`, `docs/how-to/` and\n```\ndocs/in-code.md\n```\n')).toEqual([
    'docs/none.md',
    'docs/how-to/',
  ]);
});
