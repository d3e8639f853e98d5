import { describe, expect, test } from '@jest/globals';
import { closingLine } from './reporter.mjs';

const allPassed = {
  numPassedTests: 28,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

describe('the last line of a run', () => {
  test('says how many tests passed and failed', () => {
    expect(closingLine(allPassed)).toBe('28 passed, 0 failed');
    expect(closingLine({ ...allPassed, numFailedTests: 2 })).toBe('28 passed, 2 failed');
  });

  test('counts a file that could not run as a failure', () => {
    expect(closingLine({ ...allPassed, numRuntimeErrorTestSuites: 1 })).toBe('28 passed, 1 failed');
  });

  test('names tests that were skipped or are still to be written', () => {
    expect(closingLine({ ...allPassed, numPendingTests: 1, numTodoTests: 2 })).toBe('28 passed, 0 failed, 3 skipped');
  });
});
