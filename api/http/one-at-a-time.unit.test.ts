import { expect, test } from '@jest/globals';
import { oneAtATime } from './one-at-a-time.ts';

test('everybody who asks while the work is under way gets its answer, and the next one has it done anew', async () => {
  let done = 0;
  const ask = oneAtATime(async () => {
    done += 1;
    return done;
  });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

test('a failure is not kept', async () => {
  let tries = 0;
  const ask = oneAtATime(async () => {
    tries += 1;
    if (tries === 1) throw new Error('away');
    return 'there';
  });
  await expect(ask()).rejects.toThrow('away');
  expect(await ask()).toBe('there');
});
