// @ts-check
/**
 * The last line of a test run: how many tests passed and failed, such as `28 passed, 0 failed`.
 *
 * Printed while the process exits, after every other reporter and every late message. Plain JavaScript, because jest
 * loads reporters without translating them.
 */
import { writeSync } from 'node:fs';

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

export default class ClosingLineReporter {
  /**
   * @param {unknown} _contexts
   * @param {Totals} totals
   */
  onRunComplete(_contexts, totals) {
    const line = closingLine(totals);
    process.once('exit', () => writeSync(1, `${line}\n`));
  }
}
