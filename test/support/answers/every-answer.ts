/** Runs before every test file: a test fails when an answer of the API during it was not as the OpenAPI document says. */
import { afterAll, afterEach } from '@jest/globals';
import { faultsSinceLast } from './watched-answers.ts';

const expectNoFaults = async () => {
  const faults = await faultsSinceLast();
  if (faults.length > 0) throw new Error(['Answers that /openapi.json does not describe:', ...faults].join('\n  '));
};
afterEach(expectNoFaults);
// For what was answered outside a test, or in tests that run at the same time.
afterAll(expectNoFaults);
