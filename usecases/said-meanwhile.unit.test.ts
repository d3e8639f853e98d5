import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { saidMeanwhile } from './said-meanwhile.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('long work says that it goes on until it is done, and no longer', async () => {
  let said = 0;
  let finish: (result: string) => void = () => {};
  const result = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const done = saidMeanwhile(
    1000,
    async () => {
      said += 1;
      if (said === 1) throw new Error('it could not be said');
    },
    () => result,
  );
  jest.advanceTimersByTime(3500);
  expect(said).toBe(3);
  finish('done');
  expect(await done).toBe('done');
  jest.advanceTimersByTime(10_000);
  expect(said).toBe(3);
});

test('work that fails says nothing more', async () => {
  let said = 0;
  const say = async () => void (said += 1);
  await expect(saidMeanwhile(1000, say, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  jest.advanceTimersByTime(10_000);
  expect(said).toBe(0);
});
