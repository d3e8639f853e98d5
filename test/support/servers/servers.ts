/** Where a test finds the servers that were started for the whole run. */

export class NoTestServer extends Error {
  override readonly name = 'NoTestServer';
}

/** URL of a database that may be used to create others; see `freshDatabase`. */
export const testDatabaseUrl = (): string => started('BEIAN_TEST_DATABASE_URL');

export const testTemporalAddress = (): string => started('BEIAN_TEST_TEMPORAL_ADDRESS');

/** Path of the bundled `workflows/index.ts`, so that a worker starts without bundling again. */
export const testWorkflowBundle = (): string => started('BEIAN_TEST_WORKFLOW_BUNDLE');

function started(variable: string): string {
  const value = process.env[variable];
  if (value !== undefined && value !== '') return value;
  throw new NoTestServer(
    `${variable} is not set. Run this test with npm test (test/support/global-setup.ts starts the servers) and without ` +
      'BEIAN_TEST_TIER=unit; for the workflow bundle, see whether bundling failed at the start of the run.',
  );
}
