import { expect, test } from '@jest/globals';
import { createCalendar } from '../time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../time/calendar-years.ts';
import { shanghai } from '../time/instant.ts';
import { urgencyOf } from './urgency.ts';

const calendar = createCalendar(PUBLISHED_YEARS);
const at = (due: string, now: string) => urgencyOf(shanghai(due), shanghai(now), calendar);

test('A-146: an order is green until its last business day, amber on it, and red once it is past due', () => {
  expect(at('2026-03-04 18:00', '2026-03-02 10:00')).toBe('IN_TIME');
  expect(at('2026-03-04 18:00', '2026-03-03 23:59')).toBe('IN_TIME');
  expect(at('2026-03-04 18:00', '2026-03-04 00:01')).toBe('LAST_DAY');
  expect(at('2026-03-04 18:00', '2026-03-04 18:01')).toBe('LATE');
});

test('A-146: on a day off the next business day counts, and a Sunday of work is one', () => {
  expect(at('2026-03-09 18:00', '2026-03-07 10:00')).toBe('LAST_DAY'); // Monday, seen on Saturday
  expect(at('2026-09-20 18:00', '2026-09-19 10:00')).toBe('LAST_DAY'); // Sunday of work, seen on Saturday
  expect(at('2026-09-21 18:00', '2026-09-19 10:00')).toBe('IN_TIME');
});

test('an order without a due date is in time', () => {
  expect(urgencyOf(undefined, shanghai('2026-03-02 10:00'), calendar)).toBe('IN_TIME');
});
