/** What goes into the image for production: compiled files of the rooms that run there, and nothing of the tests. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../stack/state/folders.ts';
import { readProjectFile } from './compose.ts';

const IN_PRODUCTION = [
  'activities',
  'adapters',
  'api',
  'codec',
  'domain',
  'facts',
  'runtime',
  'sandbox',
  'store',
  'usecases',
  'workers',
  'workflows',
];

/** Words that stand in the names and addresses of invented people and companies (test/support/orders, examples). */
const INVENTED = /测试人员|示例科技|示例路|测试路/;

const dockerfile = readProjectFile('Dockerfile');
const inImage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const roomOf = (path: string) => path.split('/')[0] ?? '';
let compiled: string[] = [];

beforeAll(async () => {
  const tsc = join(projectFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [tsc, '-p', join(projectFolder, 'tsconfig.build.json'), '--listFilesOnly'],
    { maxBuffer: 1e8 },
  );
  compiled = stdout
    .trim()
    .split('\n')
    .map((path) => relative(projectFolder, path))
    .filter((path) => !path.startsWith('node_modules'));
});

describe('the image', () => {
  test('gets packages without those for development, and what was compiled', () => {
    const copied = [...inImage.matchAll(/^COPY (.+)$/gm)].map(([, words]) => words);
    expect(copied).toEqual([
      '--from=packages /app/node_modules ./node_modules',
      '--from=build /app/package.json ./package.json',
      '--from=build /app/dist ./dist',
    ]);
    expect(dockerfile).toContain('npm install --omit=dev');
  });

  test('is compiled from the rooms that run in production', () => {
    expect([...new Set(compiled.map(roomOf))].toSorted()).toEqual(IN_PRODUCTION);
  });

  test('has files beside the compiled ones from these rooms only', () => {
    const rooms = [...dockerfile.matchAll(/-path '\.\/(\w+)\/\*'/g)].map(([, room = '']) => room);
    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms.filter((room) => !IN_PRODUCTION.includes(room))).toEqual([]);
  });

  test('is compiled without any test', () => {
    expect(compiled.filter((path) => /\.test\b/.test(path))).toEqual([]);
  });

  test('knows no invented person or company of the tests', async () => {
    const texts = await Promise.all(
      compiled.map(async (path) => ({ path, text: await readFile(join(projectFolder, path), 'utf8') })),
    );
    expect(texts.filter(({ text }) => INVENTED.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
