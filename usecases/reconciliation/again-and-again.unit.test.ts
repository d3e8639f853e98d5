import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { againAndAgain } from './again-and-again.ts';

const TIMES = { everyMs: 60_000, firstAfterMs: 5_000, againAfterMs: 5_000 };

let done: number[];
let failing: boolean;
let end: () => void;
beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  done = [];
  failing = false;
  end = againAndAgain(TIMES, work, () => {});
});
afterEach(() => {
  end();
  jest.useRealTimers();
});

async function work(): Promise<void> {
  done.push(Date.now() / 1_000);
  if (failing) throw new Error('Temporal is away');
}

test('it is done first after a while, and then at its turns', async () => {
  await jest.advanceTimersByTimeAsync(130_000);
  expect(done).toEqual([5, 60, 120]);
});

test('after work that failed it is done soon again, until it succeeds', async () => {
  await jest.advanceTimersByTimeAsync(59_000);
  failing = true;
  await jest.advanceTimersByTimeAsync(8_000);
  failing = false;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual([5, 60, 65, 70, 120]);
});

test('nothing is begun after the end, also when work that is under way fails', async () => {
  failing = true;
  jest.advanceTimersByTime(5_000);
  end();
  await jest.advanceTimersByTimeAsync(200_000);
  expect(done).toEqual([5]);
});
