/**
 * `npm run acceptance -- --prove`: switches each behaviour off in a copy of the project and expects its test to fail. The tree that
 * people work in is never touched. What a machine breaks, such as a server that does not start, proves nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectFolder } from '../../stack/state/folders.ts';
import { readRun } from './acceptance-results.ts';
import { fingerprintNow, isProved, readEvidence, writeEvidence } from './evidence.ts';
import { nameOf, switchedOff, type SwitchOff } from './switch-off.ts';
import { SWITCH_OFFS } from './switch-offs/all.ts';

export interface ProofOptions {
  /** Only of these rows; all when empty. */
  rows: readonly string[];
  /** Also what was proved before. */
  again: boolean;
  print: (line: string) => void;
}

/** Proves what is not proved yet. Answers how many tests did not fail. */
export async function prove({ rows, again, print }: ProofOptions): Promise<number> {
  const seen = await readEvidence();
  const asked = SWITCH_OFFS.filter((one) => rows.length === 0 || one.rows.some((row) => rows.includes(row)));
  const proved = new Set<SwitchOff>();
  for (const one of again ? [] : asked) if (await isProved(one, seen)) proved.add(one);
  const open = asked.filter((one) => !proved.has(one));
  print(`${asked.length} behaviours to switch off, ${proved.size} of them proved already.`);
  const copy = await copyOfProject();
  let stillGreen = 0;
  try {
    for (const group of bySwitch(open)) {
      const failed = await failedWithout(copy, group);
      for (const one of group) {
        const first = failed.find(({ file, title }) => file === one.test && title.includes(one.title));
        print(`${first === undefined ? 'STILL GREEN' : 'red        '} ${nameOf(one)}`);
        if (first === undefined) stillGreen += 1;
        else seen[nameOf(one)] = { fingerprint: await fingerprintNow(one, copy), failed: first.title };
      }
      await writeEvidence(seen, SWITCH_OFFS);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  return stillGreen;
}

/** What is switched off in the same way is switched off once, and those that need no server come first. */
function bySwitch(all: readonly SwitchOff[]): SwitchOff[][] {
  const groups = new Map<string, SwitchOff[]>();
  for (const one of all.toSorted((a, b) => Number(needsServers(a)) - Number(needsServers(b)))) {
    const key = JSON.stringify([one.file, one.from, one.to, needsServers(one)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const needsServers = ({ test }: SwitchOff): boolean =>
  !(test.startsWith('domain/') || /\.unit\.test\.tsx?$/.test(test));

const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', '.git', '.beian', 'dist', 'coverage']);

/** The tree as it is, with the same packages. */
async function copyOfProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'beian-without-'));
  const isCopied = (path: string) => !LEFT_OUT.has(relative(projectFolder, path));
  await cp(projectFolder, copy, { recursive: true, filter: isCopied });
  await symlink(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

interface FailedTest {
  file: string;
  title: string;
}

/** The tests that fail while one behaviour is off, which is on again afterwards. */
async function failedWithout(copy: string, group: readonly SwitchOff[]): Promise<FailedTest[]> {
  const [one] = group;
  if (one === undefined) return [];
  const path = join(copy, one.file);
  const text = await readFile(path, 'utf8');
  await writeFile(path, switchedOff(one, text));
  try {
    return await failedTests(copy, group);
  } finally {
    await writeFile(path, text);
  }
}

async function failedTests(copy: string, group: readonly SwitchOff[]): Promise<FailedTest[]> {
  const results = join(copy, 'results.json');
  await rm(results, { force: true });
  const titles = group.map(({ title }) => title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const jest = spawn(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--runInBand',
      '--json',
      `--outputFile=${results}`,
      '--reporters=default',
      '-t',
      titles.join('|'),
      '--runTestsByPath',
      ...new Set(group.map(({ test }) => test)),
    ],
    {
      cwd: copy,
      env: {
        ...process.env,
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        BEIAN_TEST_TIER: group.some(needsServers) ? '' : 'unit',
      },
      stdio: 'ignore',
    },
  );
  await once(jest, 'exit');
  const run = readRun(await readFile(results, 'utf8').catch(() => '{"testResults":[]}'));
  return run.tests.flatMap(({ file, title, status }) =>
    status === 'failed' ? [{ file: relative(copy, file), title }] : [],
  );
}
