import { expect, test } from '@jest/globals';
import { judgeAway } from './away.ts';

const SECOND = 1_000;
const absence = (at: number, awayMs: number) => ({ at: at * SECOND, awayMs: awayMs * SECOND });
const isKept = (...args: Parameters<typeof judgeAway>) => judgeAway(...args).broken.length === 0;

test('a filing that was dead for more than two minutes breaks the promise', () => {
  expect(isKept([absence(10, 119)], [])).toBe(true);
  expect(judgeAway([absence(10, 30), absence(10, 121)], [])).toEqual({
    promise: 'A dead filing runs within two minutes',
    seen: '2 filings, 121.0 s',
    broken: ['a terminated filing was away for 121000 ms, for 121000 ms of them with every process at work'],
  });
});

test('the time in which a process was away does not count, and time that two were away is taken off once', () => {
  const dead = [absence(100, 180)];
  expect(isKept(dead, [absence(90, 30), absence(150, 45)])).toBe(true); // 20 and 45 of 180 seconds
  expect(isKept(dead, [absence(90, 30), absence(110, 30)])).toBe(false); // 40 together
  expect(isKept(dead, [absence(130, 50), absence(140, 5)])).toBe(false); // 50 together
  expect(isKept(dead, [absence(110, 70), absence(120, 5)])).toBe(true); // 70, one within the other
  expect(isKept(dead, [absence(10, 60), absence(300, 90)])).toBe(false); // before and afterwards
  expect(isKept(dead, [absence(250, 900)])).toBe(false); // 30 of them
  expect(isKept(dead, [absence(0, 900)])).toBe(true);
});
