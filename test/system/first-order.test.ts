/**
 * Runs the script of the README against the whole stack, as people do: again after the stack was stopped, and in two clones
 * at once, over MIIT's own interface and through a gateway. The script finds the stack of its clone by itself.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../stack/state/folders.ts';
import type { BureauWay } from '../../stack/bureau-in-sandbox.ts';
import { startStack, type RunningStack } from '../../stack/stack.ts';
import { silent } from '../../stack/progress.ts';

let folder: string;
const running: RunningStack[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-first-order-'));
});
afterAll(async () => {
  for (const stack of running) await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A clone with the script and a stack of its own. */
async function startClone(name: string, bureau: BureauWay): Promise<RunningStack> {
  await cp(join(projectFolder, 'examples'), join(folder, name, 'examples'), { recursive: true });
  const stack = await startStack({
    folder: join(folder, name, '.beian'),
    bureau,
    durability: 'throwaway',
    ui: 'none',
    progress: silent,
  });
  running.push(stack);
  return stack;
}

async function fileFirstOrder(clone: string): Promise<string[]> {
  const { BEIAN_URL: _beian, SANDBOX_URL: _sandbox, ...env } = process.env;
  const { stdout } = await runProgram('bash', [join(folder, clone, 'examples', 'first-order.sh')], { env });
  return stdout.trim().split('\n');
}

const FILED = ['→ CONFIRMATION', '→ SMS_PENDING', '→ BUREAU_REVIEW', '→ BUREAU_APPROVED', '→ COMPLETED'];

test('A-011 examples/first-order.sh files an order up to the filing number, again after the stack was stopped, and in two clones at once, one of which has a gateway', async () => {
  const first = await startClone('one', 'miit');
  const lines = await fileFirstOrder('one');
  expect(lines.filter((line) => line.startsWith('→'))).toEqual(FILED);
  expect(lines.at(-1)).toMatch(/^lilei-\d+\.cn 浙ICP备\d{10}号-1$/);
  await first.stop();

  const [again, other] = await Promise.all([startClone('one', 'miit'), startClone('two', 'gateway')]);
  expect(new Set([again.apiUrl, again.sandboxUrl, other.apiUrl, other.sandboxUrl]).size).toBe(4);
  const [second, third] = await Promise.all([fileFirstOrder('one'), fileFirstOrder('two')]);
  for (const filed of [second, third]) expect(filed.filter((line) => line.startsWith('→'))).toEqual(FILED);
  expect(second.at(-1)).not.toBe(lines.at(-1));
}, 600_000);
