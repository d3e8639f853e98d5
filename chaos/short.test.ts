/** The short form of `npm run chaos`, as people start it. */
import { expect, test } from '@jest/globals';
import { projectFolder } from '../stack/state/folders.ts';
import { ProgramFailed, runProgram } from '../test/support/servers/run-program.ts';

/** What was printed. A broken promise gives another status than 0; the error begins with the promise and the orders concerned. */
async function chaos(): Promise<string> {
  try {
    const { stdout } = await runProgram(process.execPath, ['--import', 'tsx', 'chaos/main.ts', '--short'], {
      cwd: projectFolder,
    });
    return stdout;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    const broken = error.stdout.split('\n').filter((line) => line.startsWith('BROKEN '));
    throw new Error([...broken, error.message].join('\n'), { cause: error });
  }
}

test('twelve filings end as they should while five processes are killed, and every promise is kept', async () => {
  const stdout = await chaos();
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
