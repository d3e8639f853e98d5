/** Programs that a test starts and waits for. One that fails shows everything it printed, because jest shows nothing but the message. */
import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** What the program reads from its input; nothing when left out. */
  input?: string;
  /** Milliseconds after which the program is ended; no limit when left out. */
  timeout?: number;
}

export interface Printed {
  stdout: string;
  stderr: string;
}

/** The status of a program, the signal that ended it, or a text such as `ENOENT` when it could not be started. */
type Ending = number | string;

/** A program ended with another status than 0, by a signal, or could not be started. */
export class ProgramFailed extends Error implements Printed {
  override readonly name = 'ProgramFailed';
  readonly code: Ending;
  readonly stdout: string;
  readonly stderr: string;

  constructor(command: string, code: Ending, { stdout, stderr }: Printed) {
    super(`${command} ended with ${code}.\nIts stdout:\n${stdout.trimEnd()}\nIts stderr:\n${stderr.trimEnd()}`);
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/**
 * Runs a program to its end and returns what it printed. Throws {@link ProgramFailed} unless its status is 0.
 *
 * @example await runProgram(process.execPath, ['--import', 'tsx', 'chaos/main.ts', '--short'], { cwd: projectFolder });
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { input, ...options }: ProgramOptions = {},
): Promise<Printed> {
  const child = spawn(program, args, { ...options, stdio: 'pipe' });
  child.stdin.on('error', () => {}); // a program may end without reading
  child.stdin.end(input);
  const [stdout, stderr, ending] = await Promise.all([text(child.stdout), text(child.stderr), endOf(child)]);
  if (ending === 0) return { stdout, stderr };
  // Only the first line of an argument that is a script: the rest would hide what was printed.
  const command = [program, ...args].map((word) => word.split('\n')[0]).join(' ');
  throw new ProgramFailed(command, ending, { stdout, stderr });
}

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.once('close', (status, signal) => resolve(status ?? signal ?? 'nothing'));
  });
