/**
 * Turns the results of a test run into acceptance rows. A test shows a row when its title names the row, it passed, and it was seen to
 * fail with the row's behaviour switched off.
 */
import { z } from 'zod';
import type { AcceptanceRow } from './acceptance-rows.ts';

/** The part of jest's JSON results that is read here. */
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
  /** Test files that could not run, so that their tests are unknown. */
  brokenFiles: string[];
}

/**
 * `SHOWN`: its tests passed, and one was seen to fail; `NOT_SEEN_RED`: they passed, and nobody saw one fail; `FAILED`: one of them
 * failed; `NO_TEST`: no test that ran names the row.
 */
export type RowResult = 'SHOWN' | 'NOT_SEEN_RED' | 'FAILED' | 'NO_TEST';

export interface ShownRow extends AcceptanceRow {
  tests: string[];
  result: RowResult;
}

/** What jest wrote of one run. */
export interface WrittenRun extends TestRun {
  tests: { file: string; title: string; status: string }[];
}

export function readRun(json: string): WrittenRun {
  const { testResults } = resultsSchema.parse(JSON.parse(json));
  return {
    tests: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({ file: name, title: fullName, status })),
    ),
    brokenFiles: testResults.flatMap(({ name, message, assertionResults }) =>
      assertionResults.length === 0 && message !== '' ? [name] : [],
    ),
  };
}

/** Skipped tests and tests still to be written show no row. */
const RAN: ReadonlySet<string> = new Set(['passed', 'failed']);

/** @param proved rows of which a test was seen to fail */
export function showRows(rows: readonly AcceptanceRow[], run: TestRun, proved: ReadonlySet<string>): ShownRow[] {
  const ran = run.tests.filter(({ status }) => RAN.has(status));
  const named = ran.map(({ title, status }) => ({ title, status, rows: rowsNamedIn(title) }));
  return rows.map((row) => {
    const own = named.filter((test) => test.rows.has(row.row));
    return { ...row, tests: own.map(({ title }) => title), result: resultOf(own, proved.has(row.row)) };
  });
}

function resultOf(tests: readonly { status: string }[], isProved: boolean): RowResult {
  if (tests.length === 0) return 'NO_TEST';
  if (!tests.every(({ status }) => status === 'passed')) return 'FAILED';
  return isProved ? 'SHOWN' : 'NOT_SEEN_RED';
}

/** `A-155 A-160 …`; timelines as `A-168 (b)`, `A-168 timeline (b)` or `A-168 timelines (a) and (b)`. */
export function rowsNamedIn(title: string): ReadonlySet<string> {
  const rows = title.match(/\bA-\d{3}\b/g) ?? [];
  const timelines = [...title.matchAll(/\bA-168\b(?:\s+timelines?)?((?:[\s,]*(?:and)?\s*\([a-f]\))+)/g)].flatMap(
    ([, letters = '']) => letters.match(/\([a-f]\)/g) ?? [],
  );
  return new Set([...rows, ...timelines.map((letter) => `A-168 ${letter}`)]);
}

/** Rows that are not shown. */
export const missing = (rows: readonly ShownRow[]): ShownRow[] => rows.filter(({ result }) => result !== 'SHOWN');
