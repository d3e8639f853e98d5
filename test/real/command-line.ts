/** The `temporal` command line at the codec server: what it shows to whom. It is compiled once, like the other programs of others. */
import { z } from 'zod';
import { printProgress } from '../../stack/progress.ts';
import { goProgram, goPrograms } from '../../stack/temporal/go-programs.ts';
import { ProgramFailed, runProgram } from '../support/servers/run-program.ts';

const listSchema = z.array(z.object({ execution: z.object({ workflowId: z.string() }) })).min(1);

export interface CommandLine {
  address: string;
  namespace: string;
  codecUrl: string;
}

/**
 * Asks the filing for its state with the token of an operator, who may read payloads, with that of a reviewer, who may not, and with
 * none. Throws where the state is shown to somebody it should not be, or not to the operator.
 */
export async function tryCommandLine(
  { address, namespace, codecUrl }: CommandLine,
  tokens: { operator: string; reviewer: string },
): Promise<void> {
  const program = await goProgram(goPrograms.commandLine, printProgress);
  const run = async (...args: string[]): Promise<string> => {
    const env = { HOME: process.env['HOME'] };
    const common = ['--address', address, '--namespace', namespace, '--output', 'json'];
    return (await runProgram(program, [...args, ...common], { cwd: process.cwd(), env, timeout: 60_000 })).stdout;
  };
  const filings = listSchema.parse(JSON.parse(await run('workflow', 'list', '--query', "WorkflowType = 'filing'")));
  const order = filings[0]?.execution.workflowId ?? '';
  const state = async (...auth: string[]): Promise<string> =>
    run('workflow', 'query', '--workflow-id', order, '--type', 'state', '--codec-endpoint', codecUrl, ...auth).catch(
      (error: unknown) => {
        if (error instanceof ProgramFailed) return 'REFUSED';
        throw error;
      },
    );
  const shown = {
    nobody: await state(),
    reviewer: await state('--codec-auth', `Bearer ${tokens.reviewer}`),
    operator: await state('--codec-auth', `Bearer ${tokens.operator}`),
  };
  const who = Object.entries(shown).filter(([, answer]) => answer.includes('COMPLETED'));
  printProgress(`The command line shows the state to: ${who.map(([name]) => name).join(', ')}`);
  if (who.length !== 1 || who[0]?.[0] !== 'operator')
    throw new Error('The command line shows a state to somebody it should not, or not to somebody it should.');
}
