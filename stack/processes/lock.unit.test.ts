import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, tryLock, withLock } from './lock.ts';

const folder = await mkdtemp(join(tmpdir(), 'beian-lock-'));
afterAll(() => rm(folder, { recursive: true }));

describe('a lock file', () => {
  test('is held by one process at a time', () => {
    const file = join(folder, 'one');
    const first = tryLock(file);
    expect(first.kind).toBe('acquired');
    expect(tryLock(file)).toEqual({ kind: 'held', byProcess: process.pid });
    if (first.kind === 'acquired') first.release();
    expect(existsSync(file)).toBe(false);
  });

  test('is abandoned when its process has gone', async () => {
    const file = join(folder, 'gone');
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(file, String(pid));
    expect(lockHolder(file)).toBeUndefined();
    expect(tryLock(file).kind).toBe('acquired');
  });

  test('is abandoned when nobody has touched it for long, also when another process has its process id', async () => {
    const file = join(folder, 'old');
    await writeFile(file, String(process.pid));
    const aMinuteAgo = new Date(Date.now() - 60_000);
    await utimes(file, aMinuteAgo, aMinuteAgo);
    expect(lockHolder(file)).toBeUndefined();
  });

  test('lets its holders work one after the other', async () => {
    const file = join(folder, 'turns');
    let working = 0;
    let most = 0;
    let waited = 0;
    const work = () =>
      withLock(
        file,
        () => (waited += 1),
        async () => {
          most = Math.max(most, (working += 1));
          await new Promise(setImmediate);
          working -= 1;
        },
      );
    await Promise.all([work(), work(), work()]);
    expect(most).toBe(1);
    expect(waited).toBe(2);
  });
});
