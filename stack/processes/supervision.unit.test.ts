import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supervise, type Supervised } from './supervision.ts';

const folder = await mkdtemp(join(tmpdir(), 'beian-supervision-'));
afterAll(() => rm(folder, { recursive: true }));

function startShell(script: string, name: string, said: string[]): Promise<Supervised> {
  return supervise({
    name,
    command: '/bin/sh',
    args: ['-c', script],
    logFile: join(folder, `${name}.log`),
    isReady: async () => (await readFile(join(folder, `${name}.log`), 'utf8')).includes('here'),
    readyWithinSeconds: 60,
    progress: (line) => said.push(line),
    pauses: { first: 1, longest: 1, afterGoodRun: 600_000 },
  });
}

/** Waits without a limit of its own: the time limit of the test ends the wait. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

test('a child that is killed runs again as another process, and the terminal says so in one line each', async () => {
  const said: string[] = [];
  const child = await startShell('echo here; exec sleep 600', 'worker', said);
  const first = child.pid();
  process.kill(first, 'SIGKILL');
  await until(() => child.ends().atWork === 1 && child.isReady());
  expect(child.pid()).not.toBe(first);
  expect(said).toEqual(['worker ended unexpectedly (SIGKILL); it is started again at once.', 'worker runs again.']);
  await child.stop();
  expect(child.isReady()).toBe(false);
});

test('a child that ends at once again and again is reported with the last lines of its log, and goes on being tried', async () => {
  const said: string[] = [];
  const flag = join(folder, 'started-before');
  // The first start goes well; later ones fail.
  const script = `if [ -e ${flag} ]; then echo out of luck; exit 7; fi; touch ${flag}; echo here; exec sleep 600`;
  const child = await startShell(script, 'API', said);
  process.kill(child.pid(), 'SIGKILL');
  await until(() => child.ends().atStart >= 6);
  await child.stop();
  const reports = said.filter((line) => line.includes('API keeps ending.'));
  expect(reports.length).toBeGreaterThanOrEqual(2);
  expect(reports[0]).toMatch(/The end of .*API\.log:\n[^]*out of luck$/);
});

test('a child that cannot start the first time is an error, and is not tried again', async () => {
  const said: string[] = [];
  await expect(startShell('echo no; exit 1', 'sandbox', said)).rejects.toThrow('sandbox ended while starting');
  expect(said).toEqual([]);
});

test('a child that is stopped while it waits for its next start is not started any more', async () => {
  const said: string[] = [];
  const flag = join(folder, 'once');
  const child = await supervise({
    name: 'codec server',
    command: '/bin/sh',
    args: ['-c', `if [ -e ${flag} ]; then exit 7; fi; touch ${flag}; exec sleep 600`],
    logFile: join(folder, 'codec.log'),
    isReady: async () => true,
    readyWithinSeconds: 60,
    progress: (line) => said.push(line),
    pauses: { first: 3_600_000, longest: 3_600_000, afterGoodRun: 0 },
  });
  process.kill(child.pid(), 'SIGKILL');
  await until(() => child.ends().atWork === 1);
  await child.stop();
  expect(said).toEqual(['codec server ended unexpectedly (SIGKILL); it is started again in 3600 s.']);
});
