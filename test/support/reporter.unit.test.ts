import { describe, expect, test } from '@jest/globals';
import { closingLine, failedTests } from './reporter.mjs';

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

const NONE: string[] = [];

describe('the lines before it', () => {
  const passed = { ancestorTitles: ['a page'], title: 'is written', status: 'passed', failureMessages: NONE };
  const failed = { ...passed, status: 'failed' };
  const file = (testResults: (typeof failed)[], testExecError?: { message: string }) => ({
    testFilePath: '/project/store/a.test.ts',
    testResults,
    ...(testExecError && { testExecError }),
  });
  const said = (message: string) => failedTests([file([{ ...failed, failureMessages: [message] }])], '/project')[0];

  test('name each failed test in full, with what it said before its stack', () => {
    const messages = ['Error: \u001B[2mexpect(\u001B[22mreceived).toBe(expected)\n\nExpected: 1\n    at a.test.ts:3:1'];
    expect(failedTests([file([passed, { ...failed, failureMessages: messages }]), file([passed])], '/project')).toEqual(
      ['FAILED store/a.test.ts › a page › is written: Error: expect(received).toBe(expected) Expected: 1'],
    );
    expect(said('\n  first\nsecond')).toBe('FAILED store/a.test.ts › a page › is written: first second');
  });

  test('name a file that could not run', () => {
    expect(failedTests([file([], { message: 'SyntaxError: no such export\n  at x.ts:1:1' })], '/project')).toEqual([
      'FAILED store/a.test.ts: SyntaxError: no such export',
    ]);
  });

  test('stay one line each when a title has several', () => {
    expect(failedTests([file([{ ...failed, title: 'asks\n  twice' }])], '/project')).toEqual([
      'FAILED store/a.test.ts › a page › asks twice',
    ]);
  });

  test.each([
    ['a name', 'Error: no order of 测试人员 there', 'Error: no order of * there'],
    ['a number of a document', 'Error: 11010519491231002X is known', 'Error: * is known'],
    ['a telephone number', 'Error: +86 139-0013-8000 is known', 'Error: +* is known'],
    ['an address of mail', 'Error: to li.example@example.cn, twice', 'Error: to * twice'],
  ])('leave out what could be somebody’s: %s', (_kind, message, shown) => {
    expect(said(message)).toBe(`FAILED store/a.test.ts › a page › is written: ${shown}`);
  });

  test('are short and few enough to be kept', () => {
    expect(said('long '.repeat(1000))?.length).toBeLessThan(800);
    const lines = failedTests([file(Array.from({ length: 100 }, () => failed))], '/project');
    expect(lines).toHaveLength(61);
    expect(lines.at(-1)).toBe('FAILED and 40 more');
  });
});
