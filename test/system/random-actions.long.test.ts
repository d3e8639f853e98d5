/** The long form of the random sequences: forty, of orders of every type, each shrunk to the shortest one that still fails. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { playSequence } from '../support/random-actions/play.ts';
import { sequences } from '../support/random-actions/sequences.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

jest.setTimeout(1_800_000);

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

test('after each action of forty random sequences, table, workflow, record and gate agree', async () => {
  const played = new Set<string>();
  await fc.assert(
    fc.asyncProperty(sequences({ minLength: 1, maxLength: 16 }), async (sequence) => {
      for (const step of await playSequence(bench, sequence)) played.add(step);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 1_500_000, markInterruptAsFailure: false },
  );
  expect([...played].filter((step) => step.endsWith(' COMPLETED')).length).toBeGreaterThan(0);
});
