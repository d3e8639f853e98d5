import { describe, expect, test } from '@jest/globals';
import { calendarDays, dueInCalendarDays, formatInstant, shanghai, type Instant } from '../time/instant.ts';
import { openedInspection, type InspectionProgress } from './inspection.ts';
import type { InspectionTaken } from './inspection-actions.ts';
import { alarmsOf, overdue, takeInspectionAction, type InspectionChange } from './take-action.ts';

const OPENED = shanghai('2026-03-02 09:00');
const DUE = dueInCalendarDays(OPENED, calendarDays(30));
const later = (days: number): Instant => dueInCalendarDays(DUE, calendarDays(days));
const open = openedInspection('OPEN', DUE);
const orderId = 'BA20260302-23456789';

const take = (before: InspectionProgress, taken: InspectionTaken, at = OPENED) =>
  takeInspectionAction(before, taken, at);
function applied(before: InspectionProgress, taken: InspectionTaken, at = OPENED): InspectionChange {
  const outcome = take(before, taken, at);
  if (outcome.outcome === 'REFUSED') throw new Error(outcome.reason);
  return outcome;
}
const reason = (before: InspectionProgress, taken: InspectionTaken, at = OPENED) => {
  const outcome = take(before, taken, at);
  return outcome.outcome === 'REFUSED' ? outcome.reason : 'applied';
};
const cancel: InspectionTaken = { action: 'accessCancelled', data: {} };
const link: InspectionTaken = { action: 'orderLinked', data: { orderId } };
const moved = (place: 'AT_PROVIDER' | 'AT_BUREAU' | 'COMPLETED' | 'ENDED'): InspectionTaken => ({
  action: 'orderMoved',
  data: { orderId, place },
});
const extend = (dueAt: Instant): InspectionTaken => ({
  action: 'deadlineOverride',
  data: { dueAt: formatInstant(dueAt), reason: 'The holder is in hospital.' },
});

describe('the due date', () => {
  test('R-INSP-4 rings once, and an operator has a task; before it the access cannot be cancelled', () => {
    expect(alarmsOf(open)).toEqual([{ name: 'overdue', at: DUE }]);
    expect(reason(open, cancel, DUE)).toBe('NOT_DUE');
    const { after, tasks } = overdue(open);
    expect([after.state, tasks]).toEqual(['OVERDUE', ['INSPECTION_OVERDUE']]);
    expect(alarmsOf(after)).toEqual([]);
  });

  test('R-INSP-4 passed, the access is cancelled by an operator, who tells the holder, and a task ends', () => {
    const { after, notices, closes } = applied(overdue(open).after, cancel, later(1));
    expect(after.state).toBe('ACCESS_CANCELLED');
    expect([notices, closes]).toEqual([[{ variant: 'CANCELLED' }], ['INSPECTION_OVERDUE']]);
    expect(applied(open, cancel, later(1)).after.state).toBe('ACCESS_CANCELLED'); // the alarm has not rung yet
  });

  test('A-174 is moved with a reason, and only to a later day', () => {
    const { after, notices, detail } = applied(overdue(open).after, extend(later(10)), later(1));
    expect([after.state, after.dueAt, notices]).toEqual(['OPEN', later(10), [{ variant: 'EXTENDED' }]]);
    expect(detail).toContain('The holder is in hospital.');
    expect(alarmsOf(after)).toEqual([{ name: 'overdue', at: later(10) }]);
    expect(reason(open, extend(DUE))).toBe('NOT_LATER');
    expect(reason(overdue(open).after, extend(later(3)), later(5))).toBe('NOT_LATER');
  });

  test('passed, the access may be left with a reason, and can still be cancelled', () => {
    const left = applied(overdue(open).after, { action: 'accessLeft', data: { reason: 'A hospital.' } }, later(1));
    expect([left.after.state, left.closes]).toEqual(['OVERDUE', ['INSPECTION_OVERDUE']]);
    expect(applied(left.after, cancel, later(2)).after.state).toBe('ACCESS_CANCELLED');
  });
});

describe('the order that answers an inspection', () => {
  const rectifying = applied(open, link).after;

  test('R-INSP-13 leaves the due date running until it is with the bureau', () => {
    expect(rectifying.state).toBe('RECTIFYING');
    expect(alarmsOf(rectifying)).toEqual([{ name: 'overdue', at: DUE }]);
    expect(reason(rectifying, link)).toBe('ALREADY_DONE');
  });

  test('A-174 keeps the access while it is with the bureau, and not once it came back', () => {
    const away = applied(rectifying, moved('AT_BUREAU')).after;
    expect(alarmsOf(away)).toEqual([]);
    expect(reason(away, cancel, later(1))).toBe('LOCKED_AT_BUREAU');
    const back = applied(away, moved('AT_PROVIDER'), later(2)).after;
    expect(alarmsOf(back)).toEqual([{ name: 'overdue', at: DUE }]);
    expect(applied(back, cancel, later(2)).after.state).toBe('ACCESS_CANCELLED');
  });

  test('ends the inspection when it completes, also after the access was cancelled', () => {
    const away = applied(rectifying, moved('AT_BUREAU')).after;
    expect(applied(away, moved('COMPLETED')).after.state).toBe('RECTIFIED');
    const cancelled = applied(rectifying, cancel, later(1)).after;
    expect(applied(cancelled, moved('COMPLETED'), later(9)).after.state).toBe('RECTIFIED');
  });

  test('is forgotten when it ends without a record, and what others say of their orders changes nothing', () => {
    const { after } = applied(rectifying, moved('ENDED'));
    expect([after.state, after.order]).toEqual(['OPEN', undefined]);
    expect(reason(open, moved('COMPLETED'))).toBe('NO_EFFECT');
  });
});

test('A-132 what was found of a group, calls, videos and phones are kept; the last finding of a group counts', () => {
  const found = (result: 'TRUE' | 'FALSE'): InspectionTaken => ({
    action: 'itemInspected',
    data: { group: 'PHONES', result, note: 'rang twice' },
  });
  const once = applied(open, found('FALSE'));
  expect(once.detail).toBe('PHONES: FALSE; rang twice');
  const twice = applied(once.after, found('TRUE')).after;
  const called = applied(twice, { action: 'callLogged', data: { phone: 'ENTITY_MOBILE', reached: false } }).after;
  const seen = applied(called, { action: 'videoNoted', data: { passed: true } }).after;
  const proved = applied(seen, { action: 'phoneProved', data: { personId: 'P1' } }).after;
  expect(proved).toMatchObject({
    items: { PHONES: 'TRUE' },
    calls: [{ at: OPENED, phone: 'ENTITY_MOBILE', reached: false }],
    videos: [{ at: OPENED, passed: true }],
    phonesProved: ['P1'],
  });
  expect(reason(proved, { action: 'phoneProved', data: { personId: 'P1' } })).toBe('ALREADY_DONE');
});

test('what the holder explains is a task for an operator', () => {
  expect(applied(open, { action: 'explained', data: { text: 'All is as filed.' } })).toMatchObject({
    after: open,
    tasks: ['INSPECTION_ANSWERED'],
  });
});
