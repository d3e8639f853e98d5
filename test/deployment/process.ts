/** Starts the processes of docker-compose.yml without containers: the same commands and the same environment. */
import { join } from 'node:path';
import { startChild, untilReady, type Child } from '../../stack/processes/children.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { runProgram } from '../support/servers/run-program.ts';
import { testWorkflowBundle } from '../support/servers/servers.ts';
import { environmentOf, FILLED_IN, serviceNamed } from './compose.ts';

/** Ends what hangs. Other test files may have both cores meanwhile. */
const HANGS_AFTER_MS = 180_000;

/** Addresses, ports and folders that differ when there are no containers. */
export type Whereabouts = Readonly<Record<string, string>>;

/**
 * Runs a job to its end, or another program in its place. Returns the output; rejects when the program fails.
 *
 * @example await runJob('worker', { DATABASE_URL: … }, 'dist/store/commands/audit-verify.js')
 */
export async function runJob(name: string, whereabouts: Whereabouts, program = programOf(name)): Promise<string> {
  const { stdout } = await runProgram(process.execPath, await fromSources(program), {
    cwd: projectFolder,
    env: environment(name, whereabouts),
    timeout: HANGS_AFTER_MS,
  });
  return stdout;
}

/** Starts a server and waits until the health check of docker-compose.yml succeeds. */
export async function startService(name: string, folder: string, whereabouts: Whereabouts): Promise<Child> {
  const env = environment(name, whereabouts);
  const child = startChild({
    name,
    command: process.execPath,
    args: await fromSources(programOf(name)),
    logFile: join(folder, `${name}.log`),
    cwd: projectFolder,
    env,
    graceSeconds: 30,
  });
  try {
    await untilReady(child, HANGS_AFTER_MS / 1_000, () => isWell(name, env));
    return child;
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function isWell(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const [, command, ...args] = serviceNamed(name).healthcheck?.test ?? [];
  if (command !== 'node') throw new Error(`${name} is not asked by Node.js`);
  return runProgram(process.execPath, args, { env, timeout: HANGS_AFTER_MS }).then(
    () => true,
    () => false,
  );
}

/** The service's environment, with the bundle that the image names, and no variables of this process but those by which programs are found. */
function environment(name: string, whereabouts: Whereabouts): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, BEIAN_WORKFLOW_BUNDLE: testWorkflowBundle(), ...environmentOf(name, FILLED_IN), ...whereabouts };
}

function programOf(name: string): string {
  const [command, program = ''] = serviceNamed(name).command ?? [];
  if (command !== 'node') throw new Error(`${name} does not run Node.js`);
  return program;
}

/** Arguments of Node.js that run what is `dist/workers/main.js` in the image. */
const fromSources = (program: string): Promise<string[]> => argumentsOf(program.replace(/^dist\/(.+)\.js$/, '$1.ts'));
