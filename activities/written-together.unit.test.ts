import { expect, test } from '@jest/globals';
import { writtenTogether } from './written-together.ts';

/** Writes that end when the test says so. */
function writes() {
  const all: (readonly string[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = (these: readonly string[]) => {
    all.push(these);
    return new Promise<void>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve() : reject(error)));
    });
  };
  return { all, ends, written: writtenTogether(write) };
}

test('the first is written at once, what comes meanwhile together', async () => {
  const { all, ends, written } = writes();
  const first = written('a');
  await Promise.resolve();
  const others = [written('b'), written('c')];
  expect(all).toEqual([['a']]);
  ends[0]?.();
  await first;
  await Promise.resolve();
  expect(all).toEqual([['a'], ['b', 'c']]);
  ends[1]?.();
  await Promise.all(others);
});

test('a write that fails is told to those who were in it, and the next goes on', async () => {
  const { all, ends, written } = writes();
  const first = written('a');
  await Promise.resolve();
  const second = written('b');
  ends[0]?.(new Error('no connection'));
  await expect(first).rejects.toThrow('no connection');
  await Promise.resolve();
  expect(all).toEqual([['a'], ['b']]);
  ends[1]?.();
  await second;
});
