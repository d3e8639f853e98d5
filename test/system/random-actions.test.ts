/** Random sequences of actions on orders, from the HTTP call to Temporal and Postgres: nothing ever disagrees (R-SM-8, R-ACC-G1). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { playSequence } from '../support/random-actions/play.ts';
import { sequences } from '../support/random-actions/sequences.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const EIGHT = { minLength: 8, maxLength: 8 };

test.concurrent.each([
  ['FIRST', 1],
  ['CHANGE_SITE', 2],
  ['DEREG_SITE', 3],
] as const)(
  'after each of eight random actions that begin with an order of type %s, table, workflow, record and gate agree',
  async (type, seed) => {
    for (const sequence of fc.sample(sequences(EIGHT, [type]), { numRuns: 1, seed })) {
      expect(await playSequence(bench, sequence)).toContain(`open ${type}`);
    }
  },
);
