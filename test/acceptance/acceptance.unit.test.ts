import { expect, test } from '@jest/globals';
import { missing, readRun, rowsNamedIn, showRows } from './acceptance-results.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../stack/state/folders.ts';
import { ACCEPTANCE_ROWS } from './acceptance-rows.ts';
import { fingerprint, nameOf, switchedOff } from './switch-off.ts';
import { SWITCH_OFFS } from './switch-offs/all.ts';
import { testSource } from './test-source.ts';

const row = (name: string) => ({ row: name, about: 'something' });
const NONE: ReadonlySet<string> = new Set();
const file = (...assertionResults: { fullName: string; status: string }[]) => ({
  name: 'some.test.ts',
  message: '',
  assertionResults,
});
const runOf = (...files: object[]) => readRun(JSON.stringify({ testResults: files }));

test('a title may name several rows, and timelines of a row', () => {
  expect([...rowsNamedIn('the bureau › A-155 A-160: a change and wrong entries')]).toEqual(['A-155', 'A-160']);
  expect([...rowsNamedIn('A-168 (b): an enterprise')]).toEqual(['A-168', 'A-168 (b)']);
  expect([...rowsNamedIn('A-168 timeline (a), rows 14 to 19')]).toEqual(['A-168', 'A-168 (a)']);
  expect([...rowsNamedIn('A-168 timelines (c) and (d) (twice)')]).toEqual(['A-168', 'A-168 (c)', 'A-168 (d)']);
  expect([...rowsNamedIn('R-ORD-1: nothing of ours, not even BA-155 or A-1550')]).toEqual([]);
});

test('A-197 a row is shown when all tests that name it passed and one was seen to fail, and skipped ones show nothing', () => {
  const run = runOf(
    file({ fullName: 'A-001 one', status: 'passed' }, { fullName: 'A-001 A-002 two', status: 'failed' }),
    file({ fullName: 'A-003 three', status: 'passed' }, { fullName: 'A-004 four', status: 'pending' }),
    file({ fullName: 'A-005 five', status: 'passed' }),
  );
  const rows = ['A-001', 'A-002', 'A-003', 'A-004', 'A-005'].map(row);
  const shown = showRows(rows, run, new Set(['A-001', 'A-003', 'A-004']));
  expect(shown.map(({ result }) => result)).toEqual(['FAILED', 'FAILED', 'SHOWN', 'NO_TEST', 'NOT_SEEN_RED']);
  expect(shown[0]?.tests).toEqual(['A-001 one', 'A-001 A-002 two']);
  expect(missing(shown).map(({ row: name }) => name)).toEqual(['A-001', 'A-002', 'A-004', 'A-005']);
});

test('a file that cannot run is named', () => {
  const run = runOf({ name: 'broken.test.ts', message: 'SyntaxError', assertionResults: [] });
  expect(showRows([row('A-150')], run, NONE).map(({ result }) => result)).toEqual(['NO_TEST']);
  expect(run.brokenFiles).toEqual(['broken.test.ts']);
});

test('the 179 rows and the six timelines are listed once', () => {
  const names = ACCEPTANCE_ROWS.map(({ row: name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !name.includes('('))).toHaveLength(179);
  expect(names.filter((name) => name.includes('('))).toHaveLength(6);
  expect([names[0], names.at(-1)]).toEqual(['A-001', 'A-197']);
});

test('A-197 each behaviour that is switched off belongs to a row, stands once in its file, and has one test', () => {
  const rows = new Set(ACCEPTANCE_ROWS.map(({ row: name }) => name));
  const texts = new Map<string, string>();
  const textOf = (path: string): string => {
    const text = texts.get(path) ?? readFileSync(join(projectFolder, path), 'utf8');
    texts.set(path, text);
    return text;
  };
  const times = (path: string, part: string) => textOf(path).split(part).length - 1;
  const wrong = SWITCH_OFFS.flatMap((one) => {
    const named = one.rows.filter((name) => !rows.has(name) || !one.title.includes(name.slice(0, 5)));
    return [
      ...named.map((name) => `${name} is no row, or not named by: ${one.title}`),
      ...(times(one.file, one.from) === 1 ? [] : [`${one.file} has not once: ${one.from}`]),
      ...(times(one.test, one.title) === 1 ? [] : [`${one.test} has not once: ${one.title}`]),
      ...(one.from === one.to ? [`${one.file} would stay as it is: ${one.from}`] : []),
    ];
  });
  expect(wrong).toEqual([]);
  const known = SWITCH_OFFS.map(nameOf);
  expect(new Set(known).size).toBe(known.length);
});

const TESTS = `/** About them, 数. */
import { test } from 'x';
const rows = [['A-001 in a table', 1]];
test.each(rows)('%s', () => {});
describe('A-002 of several 中', () => {
  test.concurrent('A-003 inside', async () => {
    call('inner');
  });
  test.each([['A-004', 1]])('%s of a table', () => {});
});
`;

test('A-197 the evidence is about one test: the innermost that has the title, or the table that has it', () => {
  expect(testSource(TESTS, 'A-001 in', false)).toBe("const rows = [['A-001 in a table', 1]];");
  expect(testSource(TESTS, 'A-003', false)).toMatch(/^test\.concurrent\('A-003[\s\S]*call\('inner'\);\s*\}\)$/);
  expect(testSource(TESTS, 'A-002', false)).toMatch(/^describe\('A-002[\s\S]*\}\)$/);
  expect(testSource(TESTS, "'A-004'", false)).toBe("test.each([['A-004', 1]])('%s of a table', () => {})");
  expect(() => testSource(TESTS, 'A-00', false)).toThrow('4 times');
});

test('A-197 evidence is gone when what was switched off or its test has changed', () => {
  const one = { rows: ['A-003'], file: 'x.ts', from: 'a', to: 'b', test: 'x.test.ts', title: 'A-003' };
  const before = fingerprint(one, testSource(TESTS, 'A-003', false));
  expect(fingerprint({ ...one, to: 'c' }, testSource(TESTS, 'A-003', false))).not.toBe(before);
  expect(fingerprint(one, testSource(TESTS.replace('inner', 'other'), 'A-003', false))).not.toBe(before);
  expect(fingerprint(one, testSource(TESTS.replace('in a table', 'elsewhere'), 'A-003', false))).toBe(before);
});

test('A-197 a behaviour is switched off only where its text stands once', () => {
  const one = { rows: [], file: 'x.ts', from: 'a === 1', to: 'false', test: '', title: '' };
  expect(switchedOff(one, 'if (a === 1) b();')).toBe('if (false) b();');
  expect(() => switchedOff(one, 'a === 1 && a === 1')).toThrow('2 times');
});
