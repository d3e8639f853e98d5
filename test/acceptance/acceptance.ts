/**
 * `npm run acceptance` prints every acceptance row with the tests whose titles name it and their results. Runs all tests, or
 * reads the results of a run before with `-- --from FILE` (written by `jest --json --outputFile=FILE`). `-- --json` prints
 * one array of `{row, tests, passed}` and nothing else. Exits 1 when a row that is due has no passing test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from '../../stack/command-line.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { missing, readRun, showRows, type ShownRow, type TestRun } from './acceptance-results.ts';
import { ACCEPTANCE_ROWS } from './acceptance-rows.ts';

const { values } = readCommandLine(
  { options: { from: { type: 'string' }, json: { type: 'boolean', default: false } } },
  'npm run acceptance -- [--from FILE] [--json]',
);

const run = readRun(values.from === undefined ? await runTests() : await readFile(values.from, 'utf8'));
const rows = showRows(ACCEPTANCE_ROWS, run);
if (values.json) printJson(rows);
else printTable(rows, run);
process.exitCode = missing(rows).length === 0 ? 0 : 1;

/** The output of the tests goes to the error output, so that the standard output has the answer alone. */
async function runTests(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'beian-acceptance-'));
  try {
    const file = join(folder, 'results.json');
    const jest = spawn(
      process.execPath,
      ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--reporters=default'],
      {
        cwd: projectFolder,
        env: {
          ...process.env,
          NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        },
        stdio: ['ignore', process.stderr, process.stderr],
      },
    );
    await once(jest, 'exit');
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function printJson(shown: readonly ShownRow[]): void {
  const answer = shown.map(({ row, tests, result }) => ({ row, tests, passed: result === 'passed' }));
  process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}

function printTable(shown: readonly ShownRow[], { brokenFiles }: TestRun): void {
  for (const { row, about, due, result, tests } of shown) {
    console.log(`${row.padEnd(9)} ${result.padEnd(6)} ${due ? 'due' : '   '}  ${about}`);
    for (const title of tests) console.log(`${' '.repeat(22)}· ${title}`);
  }
  for (const file of brokenFiles) console.log(`\nThe tests of ${file} could not run.`);
  const count = (result: ShownRow['result']) => shown.filter((each) => each.result === result).length;
  console.log(`\n${count('passed')} rows passed, ${count('failed')} failed, ${count('none')} without a test.`);
  const open = missing(shown);
  if (open.length > 0) console.log(`Due, but not shown: ${open.map(({ row }) => row).join(', ')}`);
  else console.log('Every row that is due has passing tests.');
}
