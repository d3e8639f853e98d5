/** What goes into the image for production: compiled files of the rooms that run there, and nothing of the tests. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import { z } from 'zod';
import { projectFolder } from '../../stack/state/folders.ts';
import { readProjectFile } from './compose.ts';

const IN_PRODUCTION = [
  'activities',
  'adapters',
  'api',
  'codec',
  'console',
  'domain',
  'facts',
  'runtime',
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
  const { stdout } = await runProgram(process.execPath, [
    tsc,
    '-p',
    join(projectFolder, 'tsconfig.build.json'),
    '--listFilesOnly',
  ]);
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
      '--from=slim /app/node_modules ./node_modules',
      '--from=build /app/package.json ./package.json',
      '--from=build /app/dist ./dist',
    ]);
    expect(dockerfile).toContain('npm ci --omit=dev');
    expect(dockerfile).not.toMatch(/^RUN npm install/m);
  });

  test('is compiled from the rooms that run in production', () => {
    expect([...new Set(compiled.map(roomOf))].toSorted()).toEqual(IN_PRODUCTION);
  });

  test('has files beside the compiled ones from these rooms only', () => {
    const rooms = [...dockerfile.matchAll(/-path '\.\/(\w+)\/\*'/g)].map(([, room = '']) => room);
    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms.filter((room) => !IN_PRODUCTION.includes(room))).toEqual([]);
  });

  test('carries no stand-in for an outside party, nor what only a stand-in needs', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readProjectFile('package.json')));
    expect(compiled.filter((path) => path.startsWith('sandbox/'))).toEqual([]);
    expect(Object.keys(dependencies).filter((name) => ['smtp-server', 'postal-mime'].includes(name))).toEqual([]);
  });

  test('has no native part for another machine, and no file that only developers read', async () => {
    const packages = await mkdtemp(join(tmpdir(), 'beian-packages-'));
    const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
    const bridge = '@temporalio/core-bridge/releases';
    const own = `${bridge}/${machine}-unknown-linux-gnu/index.node`;
    const others = ['x86_64-pc-windows-msvc', 'x86_64-apple-darwin'].map((name) => `${bridge}/${name}/index.node`);
    const read = ['zod/index.js', 'zod/package.json', 'zod/LICENSE', 'zod/data.json'];
    const unread = ['zod/index.js.map', 'zod/index.d.ts', 'zod/index.d.cts', 'zod/README.md'];
    for (const path of [own, ...others, ...read, ...unread]) {
      await mkdir(dirname(join(packages, path)), { recursive: true });
      await writeFile(join(packages, path), 'x');
    }
    await runProgram(join(projectFolder, 'deploy', 'image', 'slim-packages.sh'), [packages]);
    const left = await readdir(packages, { recursive: true, withFileTypes: true });
    const files = left
      .filter((entry) => entry.isFile())
      .map((entry) => relative(packages, join(entry.parentPath, entry.name)));
    expect(files.toSorted()).toEqual([own, ...read].toSorted());
    await rm(packages, { recursive: true });
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
