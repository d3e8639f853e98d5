/**
 * Types of order are named in their rows and in policies. Whoever else wants to know how types differ asks the row, so that
 * a new type is a row and its module. Tests, the load test and the sandbox play customers and bureaus, and may name them.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { runProgram } from './support/servers/run-program.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const MAY_NAME_THEM = ['domain/order-types/', 'domain/policy/rows/', 'sandbox/', 'test/', 'bench/'];
/** Migrations stay as they were released, and name what there was then. */
const FROZEN = ['store/migrations/'];
const NAMES =
  /\b(?:FIRST|NEW_SITE_HERE|NEW_SITE_ELSEWHERE|TRANSFER_NEW|TRANSFER_MORE|CHANGE_ENTITY|CHANGE_SITE|DEREG_ENTITY|DEREG_SITE|CANCEL_ACCESS)\b/;

const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'];
const files = (await runProgram('git', listing, { cwd: project })).stdout
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.test.ts') && !file.includes('.test-'))
  .filter((file) => ![...MAY_NAME_THEM, ...FROZEN].some((folder) => file.startsWith(folder)));

test('no file outside the rows and the policies names a type of order', () => {
  expect(files.length).toBeGreaterThan(300);
  const naming = files.flatMap((file) =>
    readFileSync(`${project}${file}`, 'utf8')
      .split('\n')
      .flatMap((line, index) => (NAMES.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(naming).toEqual([]);
});

test('a name is found wherever it stands in a line, and nothing that only contains it', () => {
  expect(NAMES.test("  if (type === 'DEREG_SITE') return;")).toBe(true);
  expect(NAMES.test('  FIRST: fullForm,')).toBe(true);
  expect(NAMES.test('SOURCES.ALIBABA_FIRST')).toBe(false);
  expect(NAMES.test('ENTITY_CHANGE_FIRST')).toBe(false);
});
