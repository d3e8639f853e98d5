import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../test/support/servers/run-program.ts';

let clone = '';

/** A clone where nothing is installed, of a project that needs nothing. */
beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'beian-setup-'));
  await mkdir(join(clone, 'stack'));
  await mkdir(join(clone, 'node_modules'));
  await copyFile(fileURLToPath(new URL('setup.mjs', import.meta.url)), join(clone, 'stack', 'setup.mjs'));
  await writePackage('1.0.0');
});
afterAll(() => rm(clone, { recursive: true }));

const writePackage = (version: string) =>
  writeFile(join(clone, 'package.json'), JSON.stringify({ name: 'clone', version, private: true }));

const setup = (...nodeOptions: string[]) =>
  runProgram(process.execPath, [...nodeOptions, join(clone, 'stack', 'setup.mjs')], {
    env: { ...withoutGitOf(process.env), NODE_OPTIONS: '' },
  });

/** Removes the Git settings of a hook or a user from the environment, because the test's clone has its own. */
function withoutGitOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
}

test('what is missing is installed once, and again when the project asks for something else', async () => {
  const installed = /Installing packages[^]*Packages installed in \d+ s\./;
  expect((await setup()).stdout).toMatch(installed);
  expect((await setup()).stdout).toBe('');
  await writePackage('1.0.1');
  expect((await setup()).stdout).toMatch(installed);
  expect((await setup()).stdout).toBe('');
});

test.each(['18.20.4', '20.18.1', '21.7.3', '22.11.0'])(
  'Node.js %s is refused with what to install',
  async (version) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
    const preload = join(clone, `node-${version}.cjs`);
    await writeFile(preload, pretend);
    await expect(setup('--require', preload)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`this is ${version}.\nInstall a supported version from https://nodejs.org`),
    });
  },
);

describe('in a git clone', () => {
  const git = (...words: string[]) => runProgram('git', ['-C', clone, ...words], { env: withoutGitOf(process.env) });
  const hooksPath = async () => (await git('config', '--get', 'core.hooksPath')).stdout.trim();

  beforeEach(async () => {
    await mkdir(join(clone, '.githooks'), { recursive: true });
    await runProgram('git', ['init', '--quiet', clone], { env: withoutGitOf(process.env) });
    await rm(join(clone, 'node_modules', '.beian-installed'), { force: true });
  });
  afterEach(() => rm(join(clone, '.git'), { recursive: true, force: true }));

  test('an installation turns the hooks of the project on', async () => {
    await setup();
    expect(await hooksPath()).toBe('.githooks');
  });

  test('hooks that somebody chose stay', async () => {
    await git('config', 'core.hooksPath', 'my-hooks');
    await setup();
    expect(await hooksPath()).toBe('my-hooks');
  });

  test('an installation succeeds where git cannot read its configuration', async () => {
    await writeFile(join(clone, '.git', 'config'), 'broken');
    expect((await setup()).stdout).toContain('Packages installed');
  });
});
