/** From the results of a test run to acceptance rows: a row is shown by the tests whose titles name it. */
import { z } from 'zod';
import type { AcceptanceRow } from './acceptance-rows.ts';

/** As much of jest's JSON results as is looked at. */
const resultsSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

export interface TestRun {
  tests: { title: string; status: string }[];
  /** Files whose tests could not even be found. */
  brokenFiles: string[];
}

export interface ShownRow extends AcceptanceRow {
  tests: string[];
  /** `failed` when one of its tests did not pass, `none` when no test that ran names the row. */
  result: 'passed' | 'failed' | 'none';
}

export function readRun(json: string): TestRun {
  const { testResults } = resultsSchema.parse(JSON.parse(json));
  return {
    tests: testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({ title: fullName, status })),
    ),
    brokenFiles: testResults.flatMap(({ name, message, assertionResults }) =>
      assertionResults.length === 0 && message !== '' ? [name] : [],
    ),
  };
}

/** Skipped tests and those still to be written show nothing. */
const RAN: ReadonlySet<string> = new Set(['passed', 'failed']);

export function showRows(rows: readonly AcceptanceRow[], run: TestRun): ShownRow[] {
  const ran = run.tests.filter(({ status }) => RAN.has(status));
  const named = ran.map(({ title, status }) => ({ title, status, rows: rowsNamedIn(title) }));
  return rows.map((row) => {
    const own = named.filter((test) => test.rows.has(row.row));
    return { ...row, tests: own.map(({ title }) => title), result: resultOf(own) };
  });
}

function resultOf(tests: readonly { status: string }[]): ShownRow['result'] {
  if (tests.length === 0) return 'none';
  return tests.every(({ status }) => status === 'passed') ? 'passed' : 'failed';
}

/** `A-155 A-160 …`; timelines as `A-168 (b)`, `A-168 timeline (b)` or `A-168 timelines (a) and (b)`. */
export function rowsNamedIn(title: string): ReadonlySet<string> {
  const rows = title.match(/\bA-\d{3}\b/g) ?? [];
  const timelines = [...title.matchAll(/\bA-168\b(?:\s+timelines?)?((?:[\s,]*(?:and)?\s*\([a-f]\))+)/g)].flatMap(
    ([, letters = '']) => letters.match(/\([a-f]\)/g) ?? [],
  );
  return new Set([...rows, ...timelines.map((letter) => `A-168 ${letter}`)]);
}

/** Rows that must be shown by now and are not. */
export const missing = (rows: readonly ShownRow[]): ShownRow[] =>
  rows.filter(({ due, result }) => due && result !== 'passed');
