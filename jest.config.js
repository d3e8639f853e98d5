/**
 * How the tests run: ES modules through swc, a real Postgres and a real Temporal server started once for the whole run.
 *
 * `BEIAN_TEST_TIER=unit` runs only the tests that need no server: those beside the units in `domain/` and any file
 * named `*.unit.test.ts`. Everything else is skipped, and nothing is started.
 *
 * `BEIAN_TEST_TIER=long` runs the tests that take minutes each, named `*.long.test.ts`, and nothing else runs them.
 */
const tier = process.env['BEIAN_TEST_TIER'];
const unitTests = ['<rootDir>/domain/**/*.test.ts', '<rootDir>/**/*.unit.test.ts', '<rootDir>/**/*.unit.test.tsx'];
const longTests = ['<rootDir>/**/*.long.test.ts'];
const testMatch =
  tier === 'unit' ? unitTests : tier === 'long' ? longTests : ['<rootDir>/**/*.test.ts', '<rootDir>/**/*.test.tsx'];
const leftOut = tier === 'long' ? [] : ['\\.long\\.test\\.ts$'];

/** Files with markup; in others, a type parameter before an arrow function would be read as an element. */
const markup = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    target: 'es2022',
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** @type {import('jest').Config} */
export default {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.ts$': '@swc/jest', '^.+\\.tsx$': ['@swc/jest', markup] },
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.beian/', ...leftOut],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/\\.beian/'],
  watchPathIgnorePatterns: ['/\\.beian/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/answers/every-answer.ts'],
  runtime: '<rootDir>/test/support/runtime.cjs',
  injectGlobals: false,
  testEnvironment: '<rootDir>/test/support/environment.ts',
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  reporters: ['default', '<rootDir>/test/support/reporter.mjs', '<rootDir>/test/support/kept-results.mjs'],
  passWithNoTests: true,
  // A limit for what hangs, not a measurement: many filings share two cores.
  testTimeout: 300_000,
  maxWorkers: 3,
  maxConcurrency: 25,
  // A file leaves 50 MB or more behind, and a process that starts anew reads the whole of jest again.
  workerIdleMemoryLimit: '600MB',
};
