/**
 * `npm run acceptance` prints every acceptance row with the tests whose titles name it: shown, never seen red, failed or without a
 * test. It reads the results that test runs have kept (`test/support/kept-results.mjs`); `-- --run` runs all tests first, and
 * `-- --from FILE` reads what `jest --json --outputFile=FILE` wrote. `-- --json` prints one array of `{row, tests, result}` and
 * nothing else. `-- --prove` switches behaviours off in a copy and expects their tests to fail: all that were not seen to, or those
 * of the rows named behind it; with `--again` also the others. Exits 1 when a row is not shown.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommandLine } from '../../stack/command-line.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { missing, readRun, showRows, type RowResult, type ShownRow, type TestRun } from './acceptance-results.ts';
import { ACCEPTANCE_ROWS } from './acceptance-rows.ts';
import { isProved, readEvidence } from './evidence.ts';
import { readKept } from './kept-results.ts';
import { prove } from './prove.ts';
import { SWITCH_OFFS } from './switch-offs/all.ts';

const { values, positionals } = readCommandLine(
  {
    options: {
      from: { type: 'string' },
      run: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      prove: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  },
  'npm run acceptance -- [--run | --from FILE] [--json]\n       npm run acceptance -- --prove [--again] [ROW …]',
);

const print = (line: string): void => console.log(line);

const WORDS: Readonly<Record<RowResult, string>> = {
  SHOWN: 'shown',
  NOT_SEEN_RED: 'never seen red',
  FAILED: 'failed',
  NO_TEST: 'without a test',
};

if (values.prove) {
  process.exitCode = (await prove({ rows: positionals, again: values.again, print })) === 0 ? 0 : 1;
} else {
  const run = await readResults();
  const rows = showRows(ACCEPTANCE_ROWS, run, await provedRows());
  if (values.json) printJson(rows);
  else printTable(rows, run);
  process.exitCode = missing(rows).length === 0 ? 0 : 1;
}

async function readResults(): Promise<TestRun> {
  if (values.from !== undefined) return readRun(await readFile(values.from, 'utf8'));
  if (values.run) await runTests();
  const kept = await readKept(hashOf);
  if (!values.json) {
    print(
      kept.from === undefined
        ? 'No results are kept: run npm test first.'
        : `Results of ${kept.from} to ${kept.until}.`,
    );
    if (kept.changed.length > 0) print(`Changed since, and left out: ${kept.changed.toSorted().join(', ')}`);
  }
  return kept;
}

async function hashOf(file: string): Promise<string | undefined> {
  const text = await readFile(join(projectFolder, file)).catch(() => undefined);
  return text && createHash('sha256').update(text).digest('hex');
}

/** The output of the tests goes to the error output, so that the standard output has the answer alone. */
async function runTests(): Promise<void> {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
  const stdio = ['ignore', process.stderr, process.stderr] as const;
  const jest = spawn(process.execPath, ['node_modules/jest/bin/jest.js'], {
    cwd: projectFolder,
    env,
    stdio: [...stdio],
  });
  await once(jest, 'exit');
}

/** Rows of which a test was seen to fail, and neither it nor what was switched off has changed since. */
async function provedRows(): Promise<ReadonlySet<string>> {
  const seen = await readEvidence();
  const proved = new Set<string>();
  for (const one of SWITCH_OFFS) if (await isProved(one, seen)) for (const row of one.rows) proved.add(row);
  return proved;
}

function printJson(shown: readonly ShownRow[]): void {
  const answer = shown.map(({ row, tests, result }) => ({ row, tests, result }));
  process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}

function printTable(shown: readonly ShownRow[], { brokenFiles }: TestRun): void {
  for (const { row, about, result, tests } of shown) {
    print(`${row.padEnd(9)} ${WORDS[result].padEnd(14)} ${about}`);
    for (const title of tests) print(`${' '.repeat(25)}· ${title}`);
  }
  for (const file of brokenFiles) print(`\nThe tests of ${file} could not run.`);
  // The timelines are parts of a row.
  const rows = shown.filter(({ row }) => !row.includes('('));
  const named = (result: RowResult) => rows.filter((each) => each.result === result).map(({ row }) => row);
  for (const result of ['FAILED', 'NO_TEST', 'NOT_SEEN_RED'] as const) {
    if (named(result).length > 0) print(`\n${WORDS[result]}: ${named(result).join(', ')}`);
  }
  print(
    `\n${named('SHOWN').length} of ${rows.length} rows shown, ${named('NOT_SEEN_RED').length} never seen red, ` +
      `${named('FAILED').length} failed, ${named('NO_TEST').length} without a test.`,
  );
}
