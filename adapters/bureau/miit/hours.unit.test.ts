/** When a bureau may be called: hours of the day in Shanghai, days of the week, maintenance. */
import { expect, test } from '@jest/globals';
import { formatInstant, shanghai, type TimeOfDay } from '../../../domain/time/instant.ts';
import { hoursNamed, opensAt, type Hours } from './hours.ts';

const at = (time: string) => time as TimeOfDay;
const WORKING: Hours = { days: [1, 2, 3, 4, 5], from: at('09:00'), to: at('17:30') };
const opens = (now: string, hours: readonly Hours[], maintenance: [string, string][] = []) =>
  formatInstant(
    opensAt(
      { hours, maintenance: maintenance.map(([from, to]) => ({ from: shanghai(from), to: shanghai(to) })) },
      shanghai(now),
    ),
  ).slice(0, 16);

// 2026-11-30 is a Monday.
test.each([
  ['within the hours', '2026-11-30 10:00', '2026-11-30T10:00'],
  ['before they begin', '2026-11-30 08:59', '2026-11-30T09:00'],
  ['at their end', '2026-11-30 17:30', '2026-12-01T09:00'],
  ['on a Friday evening', '2026-12-04 18:00', '2026-12-07T09:00'],
  ['on a Sunday', '2026-12-06 12:00', '2026-12-07T09:00'],
])('%s the bureau opens when its hours say', (_when, now, opening) => {
  expect(opens(now, [WORKING])).toBe(opening);
});

test('without hours the bureau is always open, and maintenance closes it', () => {
  expect(opens('2026-12-06 03:00', [])).toBe('2026-12-06T03:00');
  expect(opens('2026-12-06 03:00', [], [['2026-12-06 02:00', '2026-12-06 06:00']])).toBe('2026-12-06T06:00');
});

test('maintenance that ends after the hours leads to the next day, and windows may follow each other', () => {
  const windows: [string, string][] = [
    ['2026-11-30 16:00', '2026-11-30 18:00'],
    ['2026-12-01 08:00', '2026-12-01 11:00'],
  ];
  expect(opens('2026-11-30 16:30', [WORKING], windows)).toBe('2026-12-01T11:00');
});

test('hours until midnight end with the day', () => {
  const late: Hours = { days: [1, 2, 3, 4, 5, 6, 7], from: at('20:00'), to: '24:00' };
  expect(opens('2026-11-30 23:59', [late])).toBe('2026-11-30T23:59');
  expect(opens('2026-12-01 00:00', [late])).toBe('2026-12-01T20:00');
});

test.each([
  ['不在上报时间段内，上报时间为09:00-17:00', '09:00', '17:00'],
  ['请于 8:30 至 18:00 上报', '08:30', '18:00'],
  ['上报时间：22时到24时', '22:00', '24:00'],
])('the hours in "%s" are read', (message, from, to) => {
  expect(hoursNamed(message)).toMatchObject({ from, to });
});

test.each(['不在上报时间段内', '上报时间 17:00-09:00', '上报时间 25:00-26:00'])(
  'no hours are read from "%s"',
  (message) => {
    expect(hoursNamed(message)).toBeUndefined();
  },
);
