/** The short form of `npm run chaos`, as people start it. */
import { expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';
import { runProgram } from '../test/support/servers/run-program.ts';

/** A broken promise gives another status than 0, and the test then shows the table with the orders concerned. */
test('twelve filings end as they should while five processes are killed, and every promise is kept', async () => {
  const { stdout } = await runProgram(process.execPath, ['--import', 'tsx', 'chaos/main.ts', '--short'], {
    cwd: projectFolder,
  });
  expect(stdout).toMatch(/^seed \d+\n/);
  for (const promise of [
    'Every accepted action has one outcome',
    'Every filing ends as its course says',
    'Every message arrives, once',
    'The audit trail is whole',
    'Postgres and Temporal agree',
    'A dead filing runs within two minutes',
    'Callers hear a result, or to try again',
    'No process ends by itself',
  ]) {
    expect(stdout).toMatch(new RegExp(`^${promise} .* kept$`, 'm'));
  }
}, 900_000);
