// @ts-check
/**
 * The last lines of a test run: each failed test by name, then how many passed and failed, such as `28 passed, 0 failed`.
 *
 * Where only the end of an output is kept, it still says what failed. `.ci/run` reads both kinds of lines. Printed while the process exits, after every other reporter and every late message. Plain JavaScript, because jest
 * loads reporters without translating them.
 */
import { writeSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Totals
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites files that could not even be loaded
 */

/**
 * A file that could not run counts as one failure: its tests are not in any other number.
 *
 * @param {Totals} totals
 */
export function closingLine(totals) {
  const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
  const skipped = totals.numPendingTests + totals.numTodoTests;
  return `${totals.numPassedTests} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/**
 * @typedef {object} TestFile
 * @property {string} testFilePath
 * @property {{ ancestorTitles: string[], title: string, status: string, failureMessages?: string[] }[]} testResults
 * @property {{ message?: string }} [testExecError] why the file could not run
 */

/** More lines than anybody reads would push the first of them out of what is kept. */
const NAMED_AT_MOST = 60;
const LONGEST_MESSAGE = 700;

/**
 * One line for each failed test and each file that could not run: `FAILED file › title: what went wrong`.
 *
 * @param {readonly TestFile[]} files
 * @param {string} [folder] that the paths begin in
 */
export function failedTests(files, folder = process.cwd()) {
  const lines = files.flatMap(({ testFilePath, testResults, testExecError }) => {
    const file = relative(folder, testFilePath);
    const failed = testResults.filter(({ status }) => status === 'failed');
    const named = failed.map(({ ancestorTitles, title, failureMessages = [] }) =>
      [`FAILED ${[file, ...ancestorTitles, title].join(' › ')}`, ...whatItSaid(failureMessages[0])].join(': '),
    );
    if (!testExecError || named.length > 0) return named;
    return [[`FAILED ${file}`, ...whatItSaid(testExecError.message)].join(': ')];
  });
  const more = lines.length - NAMED_AT_MOST;
  return [...lines.slice(0, NAMED_AT_MOST), ...(more > 0 ? [`FAILED and ${more} more`] : [])].map((line) =>
    line.replaceAll(/\s+/g, ' '),
  );
}

/**
 * What a message says before its stack, without what could be a name, a number or an address of somebody.
 *
 * @param {string | undefined} message
 */
function whatItSaid(message) {
  const lines = stripVTControlCharacters(message ?? '')
    .split('\n')
    .map((each) => each.trim());
  const stack = lines.findIndex((each) => /^at .+:\d+\)?$/.test(each));
  const said = (stack === -1 ? lines : lines.slice(0, stack)).filter((each) => each !== '').join(' ');
  if (said === '') return [];
  const masked = said.replaceAll(/\S+@\S+|[\p{Script=Han}·]+|\d[\d -]{4,}\d[xX]?/gu, '*');
  return [masked.length > LONGEST_MESSAGE ? `${masked.slice(0, LONGEST_MESSAGE)}…` : masked];
}

export default class ClosingLinesReporter {
  /**
   * @param {unknown} _contexts
   * @param {Totals & { testResults: TestFile[] }} totals
   */
  onRunComplete(_contexts, totals) {
    const lines = [...failedTests(totals.testResults), closingLine(totals)];
    process.once('exit', () => writeSync(1, `${lines.join('\n')}\n`));
  }
}
