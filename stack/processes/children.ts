/**
 * Processes that belong to this one.
 *
 * A child never outlives its parent. A parent that ends in order stops its children. For a parent that was killed
 * (`kill -9`, a closed laptop, a cancelled job), each child has a guard: a few lines of shell that hold the other end of
 * the child's stdin pipe. The kernel closes the pipe when the parent is gone, and the guard ends the child. The shell
 * that starts the guard *becomes* the child by `exec`, so process id, signals and exit status are the child's own.
 *
 * Children get a session of their own, so Ctrl-C in the terminal reaches this process only, which then stops them in
 * the right order (Temporal before Postgres).
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ChildOptions {
  /** The child's name in messages, such as "Temporal server". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The child's output, both streams, is appended to this file. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The user to run as; only root may choose another one. */
  readonly user?: SystemUser;
  /** The signal that asks the child to end; after `graceSeconds` (default 10) it is killed. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL';
  readonly graceSeconds?: number;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Fulfilled when the child has ended, for any reason. */
  readonly exited: Promise<ChildExit>;
  isRunning(): boolean;
  /** Asks the child to end, waits, and kills it when it goes on. Harmless when the child has ended already. */
  stop(): Promise<void>;
}

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when {@link Child.stop} was called before. */
  readonly wanted: boolean;
}

export class ChildError extends Error {
  override readonly name = 'ChildError';
}

/** Reads one line from the pipe: "done" from a parent that saw the child end, nothing from a parent that vanished. */
const GUARD = `
child=$$
exec 3<&0
(
  trap '' INT TERM HUP
  (
    if read -r word <&3 && [ "$word" = done ]; then exit 0; fi
    kill "-$1" "$child" 2>/dev/null || exit 0
    waited=0
    while [ "$waited" -lt "$2" ] && kill -0 "$child" 2>/dev/null; do sleep 1; waited=$((waited + 1)); done
    kill -KILL "$child" 2>/dev/null
  ) >/dev/null 2>&1 &
)
shift 2
exec "$@" 3<&- </dev/null
`;

export function startChild(options: ChildOptions): Child {
  const { name, logFile, stopSignal = 'SIGTERM', graceSeconds = 10 } = options;
  const guardArgs = [stopSignal.slice(3), String(graceSeconds), options.command, ...options.args];
  const log = openLog(logFile);
  const child = spawn('/bin/sh', ['-c', GUARD, 'guard', ...guardArgs], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ['pipe', log, log],
    ...options.user,
  });
  closeSync(log);

  let stopping = false;
  const exited = new Promise<ChildExit>((resolve) => {
    // Without a process id there is no exit event: the shell itself could not be started.
    child.once('error', () => resolve({ code: null, signal: null, wanted: stopping }));
    child.once('exit', (code, signal) => {
      dismissGuard(child);
      resolve({ code, signal, wanted: stopping });
    });
  });
  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;

  return {
    name,
    pid: child.pid ?? -1,
    logFile,
    exited,
    isRunning,
    async stop() {
      stopping = true;
      if (!isRunning()) return;
      child.kill(stopSignal);
      const killTimer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
      await exited;
      clearTimeout(killTimer);
    },
  };
}

/**
 * Waits until `ready` is fulfilled. Throws {@link ChildError} with the end of the child's log when the child ends first or
 * `seconds` have passed.
 */
export async function untilReady(child: Child, seconds: number, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isReady())) {
    if (!child.isRunning()) throw new ChildError(`${child.name} ended while starting.\n${endOfLog(child.logFile)}`);
    if (Date.now() > deadline) {
      throw new ChildError(`${child.name} was not ready after ${seconds} s.\n${endOfLog(child.logFile)}`);
    }
    await pause(40);
  }
}

/** The last lines a child wrote, to be shown with an error. */
export function endOfLog(logFile: string, lines = 15): string {
  const text = readFileSync(logFile, 'utf8').trimEnd();
  const end = text.split('\n').slice(-lines).join('\n');
  return `The end of ${logFile}:\n${end === '' ? '(nothing was written)' : end}`;
}

function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true });
  return openSync(logFile, 'a');
}

function dismissGuard(child: ChildProcess): void {
  // The pipe is already closed when both ended together; nothing is left to say then.
  child.stdin?.once('error', () => {});
  child.stdin?.end('done\n');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
