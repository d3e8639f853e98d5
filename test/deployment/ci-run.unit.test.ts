/** The last lines of `.ci/run`, with commands in place of npm's that say what a run would say. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../stack/state/folders.ts';
import { ProgramFailed, runProgram } from '../support/servers/run-program.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-ci-'));
  await Promise.all(['.ci', 'bin'].map((name) => mkdir(join(folder, name))));
  await copyFile(join(projectFolder, '.ci', 'run'), join(folder, '.ci', 'run'));
  await command('dpkg-query', 'echo install ok installed');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (name: string, script: string) =>
  writeFile(join(folder, 'bin', name), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });

const run = async () => {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, BEIAN_TEST_TIER: '' };
  try {
    const { stdout } = await runProgram('bash', [join(folder, '.ci', 'run')], { env, timeout: 60_000 });
    return { succeeded: true, lines: stdout.trimEnd().split('\n') };
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    return { succeeded: false, lines: error.stdout.trimEnd().split('\n') };
  }
};

test('name every failed test once more before the total, step by step', async () => {
  await command(
    'npm',
    `case "$BEIAN_TEST_TIER $*" in
      *check) echo 'lint: no such name'; exit 2 ;;
      ' test') printf '%s\\n' 'FAILED store/a.test.ts › is written: Error: no' 'FAILED api/b.test.ts' '5 passed, 2 failed'; exit 1 ;;
      *' test'*) echo '3 passed, 0 failed, 1 skipped' ;;
    esac`,
  );
  const { succeeded, lines } = await run();
  expect(succeeded).toBe(false);
  expect(lines.slice(-6)).toEqual([
    '',
    'FAILED check (exit 2)',
    'FAILED test (exit 1)',
    '  store/a.test.ts › is written: Error: no',
    '  api/b.test.ts',
    '11 passed, 3 failed, 2 skipped',
  ]);
});

test('name nothing when nothing failed', async () => {
  await command('npm', `[[ $1 == test ]] && echo '4 passed, 0 failed'; exit 0`);
  const { succeeded, lines } = await run();
  expect(succeeded).toBe(true);
  expect(lines.slice(-2)).toEqual(['', '12 passed, 0 failed']);
});
