import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lintKeys } from './lint-keys.ts';
import { forgetResults, runCheck, type Step } from './run.ts';

let root = '';
let printed: string[] = [];

/** A project of three files, with one program that fails when a file says `wrong`, and one that always passes. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'beian-check-'));
  await write('node_modules/.package-lock.json', '{}');
  await write('node_modules/strict.mjs', program("process.exitCode = text.includes('wrong') ? 1 : 0;"));
  await write('node_modules/lenient.mjs', program(''));
  await write('orders/order.ts', "import { name } from '../names/name.ts';\n");
  await write('names/name.ts', 'export const name = 1;\n');
  await write('settings.json', '{}');
});
afterEach(() => rm(root, { recursive: true }));

/** Reads the files it is given, or every file of the project, and notes that it ran and for what. */
const program = (judge: string) => `
  import { appendFileSync, readFileSync } from 'node:fs';
  import { basename } from 'node:path';
  const asked = process.argv.slice(2);
  const files = asked.length > 0 ? asked : ['orders/order.ts', 'names/name.ts', 'settings.json'];
  const text = files.map((file) => readFileSync(file, 'utf8')).join('');
  appendFileSync('node_modules/runs', basename(process.argv[1]) + ' ' + (asked.join(' ') || 'everything') + '\\n');
  if (text.includes('wrong')) console.log('something is wrong');
  ${judge}
`;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const STRICT: Step = { name: 'strict', program: 'strict.mjs', arguments: [] };
const LENIENT: Step = { name: 'lenient', program: 'lenient.mjs', arguments: [] };
const BY_FILE: Step = { ...STRICT, name: 'by file', fileKeys: lintKeys };

const caches = () => join(root, 'node_modules', '.cache');

const check = (steps = [STRICT, LENIENT]) => {
  printed = [];
  return runCheck({ root, caches: caches(), steps, print: (line) => printed.push(line) });
};

/** Which programs ran since the last question. */
async function runs(): Promise<string[]> {
  const log = join(root, 'node_modules', 'runs');
  const text = await readFile(log, 'utf8').catch(() => '');
  await rm(log, { force: true });
  return text.split('\n').filter(Boolean).toSorted();
}

test('one failing step fails the check, and its output is shown', async () => {
  await write('orders/order.ts', 'wrong');
  expect(await check()).toBe(false);
  expect(await runs()).toEqual(['lenient.mjs everything', 'strict.mjs everything']);
  expect(printed.join('\n')).toMatch(/strict +FAILED in [\d.]+ s\nsomething is wrong\n/);
  expect(printed.join('\n')).toMatch(/lenient +passed/);
  expect(printed.at(-1)).toBe('check FAILED: strict');
});

test('a program that cannot be started or that a signal ends fails the check', async () => {
  expect(await check([{ ...STRICT, program: 'absent.mjs' }])).toBe(false);
  await write('node_modules/killed.mjs', "process.kill(process.pid, 'SIGKILL');");
  expect(await check([{ ...STRICT, program: 'killed.mjs' }])).toBe(false);
});

test('what passed is not run again while nothing has changed', async () => {
  expect(await check()).toBe(true);
  expect(await runs()).toHaveLength(2);
  expect(await check()).toBe(true);
  expect(await runs()).toEqual([]);
  expect(printed.join('\n')).toMatch(/strict +unchanged since it passed/);
});

test('what failed is run again although nothing has changed', async () => {
  await write('orders/order.ts', 'wrong');
  expect(await check()).toBe(false);
  expect(await check()).toBe(false);
  expect(await runs()).toEqual(['lenient.mjs everything', 'strict.mjs everything', 'strict.mjs everything']);
});

test.each(['orders/order.ts', 'names/name.ts', 'settings.json', 'new.md', 'node_modules/.package-lock.json'])(
  'a pass is not used again after a change of %s',
  async (path) => {
    await check();
    await runs();
    await appendFile(join(root, path), ' ');
    expect(await check()).toBe(true);
    expect(await runs()).toHaveLength(2);
  },
);

test('a pass is not used again after a file was removed', async () => {
  await check([STRICT]);
  await rm(join(root, 'settings.json'));
  expect(await check([STRICT])).toBe(false);
});

test('a pass is not used again for another command', async () => {
  await check([STRICT]);
  await runs();
  await check([{ ...STRICT, arguments: ['names/name.ts'] }]);
  expect(await runs()).toEqual(['strict.mjs names/name.ts']);
});

test('a pass counts for nothing when a file changed while the step ran', async () => {
  await write(
    'node_modules/edited.mjs',
    "import { appendFileSync } from 'node:fs'; appendFileSync('names/name.ts', ' ');",
  );
  const edited = { ...STRICT, name: 'edited', program: 'edited.mjs' };
  expect(await check([edited])).toBe(true);
  await write('names/name.ts', 'export const name = 1;\n');
  await check([edited]);
  expect(printed.at(0)).toMatch(/edited +passed/);
});

test('every result can be forgotten', async () => {
  await check();
  await forgetResults(caches());
  await runs();
  await check();
  expect(await runs()).toHaveLength(2);
});

test('a step that judges files one by one gets those that changed, themselves or in what they import', async () => {
  await check([BY_FILE]);
  expect(await runs()).toEqual(['strict.mjs everything']);

  await write('names/other.ts', 'export const other = 1;\n');
  await check([BY_FILE]);
  expect(await runs()).toEqual(['strict.mjs names/other.ts']);

  await write('names/name.ts', 'export const name = 2;\n');
  await check([BY_FILE]);
  expect(await runs()).toEqual(['strict.mjs names/name.ts orders/order.ts']);

  await write('notes.md', 'no program reads this\n');
  expect(await check([BY_FILE])).toBe(true);
  expect(await runs()).toEqual([]);
});

test('a step that needs to be told what to read gets its own words for every file', async () => {
  const told = { ...BY_FILE, everything: ['orders/order.ts', 'names/name.ts'] };
  await check([told]);
  expect(await runs()).toEqual(['strict.mjs orders/order.ts names/name.ts']);
  await write('names/other.ts', 'export const other = 1;\n');
  await check([told]);
  expect(await runs()).toEqual(['strict.mjs names/other.ts']);
});

test('a file that was found wrong is judged again until it is right', async () => {
  await check([BY_FILE]);
  await write('names/other.ts', 'wrong');
  expect(await check([BY_FILE])).toBe(false);
  expect(await check([BY_FILE])).toBe(false);
  await write('names/other.ts', 'right');
  expect(await check([BY_FILE])).toBe(true);
  expect(await runs()).toEqual(['strict.mjs everything', ...Array(3).fill('strict.mjs names/other.ts')]);
});
