import { expect, test } from '@jest/globals';
import { missing, readRun, rowsNamedIn, showRows } from './acceptance-results.ts';
import { ACCEPTANCE_ROWS } from './acceptance-rows.ts';

const row = (name: string, due = false) => ({ row: name, about: 'something', due });
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

test('a row passes when all tests that name it do, and skipped ones show nothing', () => {
  const run = runOf(
    file({ fullName: 'A-001 one', status: 'passed' }, { fullName: 'A-001 A-002 two', status: 'failed' }),
    file({ fullName: 'A-003 three', status: 'passed' }, { fullName: 'A-004 four', status: 'pending' }),
  );
  const shown = showRows(
    ['A-001', 'A-002', 'A-003', 'A-004'].map((name) => row(name, true)),
    run,
  );
  expect(shown.map(({ result }) => result)).toEqual(['failed', 'failed', 'passed', 'none']);
  expect(shown[0]?.tests).toEqual(['A-001 one', 'A-001 A-002 two']);
  expect(missing(shown).map(({ row: name }) => name)).toEqual(['A-001', 'A-002', 'A-004']);
});

test('a row that is not due needs no test, and a file that cannot run is named', () => {
  const run = runOf({ name: 'broken.test.ts', message: 'SyntaxError', assertionResults: [] });
  expect(missing(showRows([row('A-150')], run))).toEqual([]);
  expect(run.brokenFiles).toEqual(['broken.test.ts']);
});

test('every row is listed once, and those due include the six timelines', () => {
  const names = ACCEPTANCE_ROWS.map(({ row: name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toBe('A-001');
  expect(names.at(-1)).toBe('A-197');
  const due = ACCEPTANCE_ROWS.filter((each) => each.due).map(({ row: name }) => name);
  expect(due).toContain('A-168 (a)');
  expect(due).toContain('A-168 (f)');
  expect(due).toContain('A-188');
  expect(due).not.toContain('A-103');
});
