/** The short form of `npm run chaos`, as people start it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';

const run = promisify(execFile);

/** A broken promise gives another status than 0, and the test then shows the table with the orders concerned. */
test('twelve filings end as they should while five processes are killed, and every promise is kept', async () => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'chaos/main.ts', '--short'], {
    cwd: projectFolder,
    maxBuffer: 2 ** 24,
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
