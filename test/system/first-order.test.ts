/** Runs the script of the README against the whole stack, with the commands that the README gives. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../stack/state/folders.ts';
import { startStack, type RunningStack } from '../../stack/stack.ts';
import { silent } from '../../stack/progress.ts';

const run = promisify(execFile);

let stack: RunningStack;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-first-order-'));
  stack = await startStack({ folder, ports: 'free', durability: 'throwaway', ui: 'none', progress: silent });
}, 120_000);
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

test('A-011 examples/first-order.sh files an order from the first token to the filing number', async () => {
  const { stdout } = await run('bash', [join(projectFolder, 'examples', 'first-order.sh')], {
    env: { ...process.env, BEIAN_URL: stack.apiUrl, SANDBOX_URL: stack.sandboxUrl },
  });
  const lines = stdout.trim().split('\n');
  expect(lines.filter((line) => line.startsWith('→'))).toEqual([
    '→ CONFIRMATION',
    '→ SMS_PENDING',
    '→ BUREAU_REVIEW',
    '→ BUREAU_APPROVED',
    '→ COMPLETED',
  ]);
  expect(lines.at(-1)).toMatch(/^lilei-\d+\.cn 浙ICP备\d{10}号-1$/);
}, 120_000);
