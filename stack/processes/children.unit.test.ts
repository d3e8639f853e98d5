import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, untilReady } from './children.ts';
import { createParts } from './parts.ts';

const folder = await mkdtemp(join(tmpdir(), 'beian-children-'));
afterAll(() => rm(folder, { recursive: true }));

const shell = (script: string, name = 'child') =>
  startChild({ name, command: '/bin/sh', args: ['-c', script], logFile: join(folder, `${name}.log`), graceSeconds: 1 });

describe('a child process', () => {
  test('tells how it ended by itself, and what it wrote', async () => {
    const child = shell('echo hello; exit 7', 'hello');
    await expect(child.exited).resolves.toEqual({ code: 7, signal: null, wanted: false });
    await expect(readFile(child.logFile, 'utf8')).resolves.toBe('hello\n');
  });

  test('ends when it is asked to', async () => {
    const child = shell('exec sleep 600');
    await child.stop();
    await expect(child.exited).resolves.toEqual({ code: null, signal: 'SIGTERM', wanted: true });
    expect(child.isRunning()).toBe(false);
  });

  test('is killed when it ignores the request to end', async () => {
    const child = shell("trap '' TERM; while :; do read -r line; done", 'deaf');
    // It ignores signals once its log is there. Repeated requests must not take longer than the time to end.
    await Promise.all([child.stop(), child.stop()]);
    expect(child.isRunning()).toBe(false);
  });

  test('that ends during its start is reported with the last lines of its log', async () => {
    const child = shell('echo out of luck; exit 1', 'unlucky');
    await expect(untilReady(child, 10, async () => false)).rejects.toThrow(
      /unlucky ended while starting\.\nThe end of .*unlucky\.log:\nout of luck/,
    );
  });

  test('ends with its parent, even when that is killed', async () => {
    const script = `
      import { startChild } from ${JSON.stringify(new URL('children.ts', import.meta.url).href)};
      const { pid } = startChild({ name: 'orphan', command: 'sleep', args: ['600'], logFile: ${JSON.stringify(join(folder, 'orphan.log'))} });
      process.stdout.write(String(pid));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output] = await once(parent.stdout, 'data');
    const orphan = Number(String(output));
    expect(isAlive(orphan)).toBe(true);
    parent.kill('SIGKILL');
    await untilEnded(orphan);
  });
});

test('parts stop in the reverse order of their start, also when one of them fails to stop', async () => {
  const stopped: string[] = [];
  const parts = createParts();
  parts.add('Postgres', async () => void stopped.push('Postgres'));
  parts.add('Temporal', () => Promise.reject(new Error('stuck')));
  parts.add('API', async () => void stopped.push('API'));
  await expect(parts.stop()).rejects.toThrow('Temporal: stuck');
  expect(stopped).toEqual(['API', 'Postgres']);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits without a limit of its own: the time limit of the test ends the wait. */
async function untilEnded(pid: number): Promise<void> {
  while (isAlive(pid) && !(await isZombie(pid))) await new Promise(setImmediate);
}

/**
 * Whether the process has ended without a parent that collects its exit status: some containers have no init process.
 */
async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return / Z /.test(status);
}
