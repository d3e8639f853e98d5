import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { writtenTogether } from './written-together.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const LINGER_MS = 50;

function writes(all: number, write: () => Promise<void> = () => Promise.resolve()) {
  const made: (readonly string[])[] = [];
  const written = writtenTogether<string>(
    (these) => {
      made.push([...these]);
      return write();
    },
    { all, lingerMs: LINGER_MS },
  );
  return { made, written };
}

test('writes are made together as soon as the last has come', async () => {
  const { made, written } = writes(3);
  await Promise.all([written('a'), written('b'), written('c')]);
  expect(made).toEqual([['a', 'b', 'c']]);
  expect(jest.getTimerCount()).toBe(0);
});

test('writes that have come are made after a short wait, and late ones with the next', async () => {
  const { made, written } = writes(4);
  const first = [written('a'), written('b')];
  await jest.advanceTimersByTimeAsync(LINGER_MS - 1);
  expect(made).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  await Promise.all(first);
  expect(made).toEqual([['a', 'b']]);
  await Promise.all([written('c'), written('d')]);
  expect(made).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a failed write is told to its callers, and the next write goes on', async () => {
  let isDown = true;
  const { made, written } = writes(2, () => (isDown ? Promise.reject(new Error('no connection')) : Promise.resolve()));
  const first = written('a').catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(LINGER_MS);
  expect(await first).toMatchObject({ message: 'no connection' });
  isDown = false;
  await written('b');
  expect(made).toEqual([['a'], ['b']]);
});
