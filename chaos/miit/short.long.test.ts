/** The short form of `npm run chaos -- --only miit`, as people start it; one of the proofs. */
import { expect, test } from '@jest/globals';
import { projectFolder } from '../../stack/state/folders.ts';
import { runProgram } from '../../test/support/servers/run-program.ts';

test('a filing passes the exchange with a bureau while worker, sandbox and Postgres are killed in its three parts', async () => {
  const command = ['--import', 'tsx', 'chaos/main.ts', '--only', 'miit', '--short'];
  const { stdout } = await runProgram(process.execPath, command, { cwd: projectFolder });
  for (const promise of [
    'Every hand-over is accepted once',
    'Every file has its effects once',
    'Every filing is on record, once, with MIIT’s ids',
    'No operator has to look at the exchange',
    'The audit trail is whole',
  ])
    expect(stdout).toMatch(new RegExp(`^${promise} .* kept$`, 'm'));
}, 900_000);
