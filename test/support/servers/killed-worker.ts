/** Workers that end as a machine does that loses its power: without a word, in the middle of whatever they do. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { programOf } from '../../../stack/programs/program.ts';
import type { Desk } from '../desk/desk.ts';

/** Starts a worker for the desk's filings, lets the work happen, and kills the worker with SIGKILL while it goes on or when it ends. */
export async function killedAfter(desk: Desk, work: () => Promise<unknown>): Promise<void> {
  const { execArgv, path } = await programOf('test/support/servers/killed-worker-main.ts');
  const child = fork(path, [desk.databaseUrl, desk.taskQueue], { execArgv, stdio: 'inherit' });
  try {
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('no worker'))),
    ]);
    await work();
  } finally {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
  }
}
