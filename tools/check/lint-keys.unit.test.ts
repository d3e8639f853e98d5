import { expect, test } from '@jest/globals';
import { lintKeys } from './lint-keys.ts';
import type { Tree } from './tree.ts';

const PROJECT = {
  'package.json': '{}',
  'api/main.ts': "import { open } from '../store/open.ts';\nimport type { Order } from '../domain/order.ts';\n",
  'api/late.ts': "const open = await import('../store/open.ts');\n",
  'api/typed.mjs': "/** @type {import('../domain/order.ts').Order} */\nexport const order = {};\n",
  'api/index.ts': "export * from './main.ts';\n",
  'api/compiled.ts': "import '../store/open.js';\n",
  'store/open.ts': "import rows from './rows.json' with { type: 'json' };\nexport const open = rows;\n",
  'store/rows.json': '[]',
  'domain/order.ts': 'export interface Order {}\n',
  'domain/apart.ts': 'export const apart = 1;\n',
};

const treeOf = (files: Record<string, string>): Tree =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

/** Which files have another key once these files read so. */
function changedBy(change: Record<string, string>, project: Record<string, string> = PROJECT): string[] {
  const before = lintKeys(treeOf(project));
  const after = lintKeys(treeOf({ ...project, ...change }));
  return [...after].filter(([path, key]) => before.get(path) !== key).map(([path]) => path);
}

const EVERY_SOURCE = Object.keys(PROJECT).filter((path) => /\.m?ts$|\.mjs$/.test(path));

test('a file is linted again when what it imports has changed, directly or not', () => {
  expect(changedBy({ 'domain/apart.ts': '' })).toEqual(['domain/apart.ts']);
  expect(changedBy({ 'domain/order.ts': '' })).toEqual([
    'api/main.ts',
    'api/typed.mjs',
    'api/index.ts',
    'domain/order.ts',
  ]);
  expect(changedBy({ 'store/rows.json': '[1]' })).toEqual([
    'api/main.ts',
    'api/late.ts',
    'api/index.ts',
    'api/compiled.ts',
    'store/open.ts',
  ]);
});

test('a file is linted again when a file it imports appears', () => {
  const { 'domain/order.ts': order, ...without } = PROJECT;
  expect(changedBy({ 'domain/order.ts': order }, without)).toEqual([
    'api/main.ts',
    'api/typed.mjs',
    'api/index.ts',
    'domain/order.ts',
  ]);
});

test('files that import each other are linted together', () => {
  const circle = { 'a.ts': "import './b.ts';", 'b.ts': "import './a.ts';", 'c.ts': '' };
  expect(changedBy({ 'b.ts': "import './a.ts'; " }, circle)).toEqual(['a.ts', 'b.ts']);
});

test.each([
  ['package.json', '{ }'],
  ['.oxlintrc.json', '{}'],
  ['api/.oxlintrc.json', '{}'],
  ['tsconfig.json', '{}'],
  ['node_modules/.package-lock.json', '{}'],
])('every file is linted again after a change of %s', (path, text) => {
  expect(changedBy({ [path]: text })).toEqual(EVERY_SOURCE);
});

test('every file is linted again when a declaration changes that holds without being imported', () => {
  expect(changedBy({ 'store/vendor.d.ts': 'declare const vendor: string;' })).toEqual([
    ...EVERY_SOURCE,
    'store/vendor.d.ts',
  ]);
  expect(changedBy({ 'domain/apart.ts': 'declare global {}' })).toEqual(EVERY_SOURCE);
});
