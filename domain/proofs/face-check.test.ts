import { describe, expect, test } from '@jest/globals';
import { endingOf, isForgotten, mayStillPass, nextAsking, type FaceCheckResult } from './face-check.ts';
import { instant, shanghai, type Instant } from '../time/instant.ts';

const STARTED = shanghai('2026-03-02 10:00');
const minutes = (count: number): Instant => instant(STARTED + count * 60_000);
/** A link of Tencent Cloud. It is valid for two hours, and ten minutes more for a person who is taking the check. */
const open = { linkUntil: minutes(120), returned: false };
const terms = { linkMinutes: 120, graceMinutes: 10 };
const failed: FaceCheckResult = { status: 'FAIL', cause: 'PERSON', reason: '2016', tries: 'LEFT' };

describe('a face check', () => {
  test('is passed whenever the vendor reports a pass, at the time that the vendor reports', () => {
    const pass = { status: 'PASS', at: minutes(3) } as const;
    expect(endingOf(open, pass, terms, minutes(5))).toEqual({ status: 'PASSED', at: minutes(3) });
    expect(endingOf(open, pass, terms, minutes(5000))).toMatchObject({ status: 'PASSED' });
  });

  test('goes on after a fail while the person may try again', () => {
    expect(endingOf(open, failed, terms, minutes(5))).toBeUndefined();
  });

  test.each([
    ['the person came back', { ...open, returned: true }, failed, minutes(5)],
    ['the link is over', open, failed, minutes(120)],
    ['the vendor takes no further try', open, { ...failed, tries: 'OVER' as const }, minutes(5)],
  ])('is failed once %s', (_, check, result, at) => {
    expect(endingOf(check, result, terms, at)).toEqual({ status: 'FAILED', cause: 'PERSON', reason: '2016' });
  });

  test('that nobody took expires when its link and the time to finish are over, and is not a fail', () => {
    expect(endingOf(open, { status: 'PENDING' }, terms, minutes(129))).toBeUndefined();
    expect(endingOf(open, { status: 'PENDING' }, terms, minutes(130))).toMatchObject({
      status: 'EXPIRED',
      cause: 'LINK_EXPIRED',
    });
  });

  test('with a fault of the vendor goes on while the link is valid, and is not a fail afterwards', () => {
    const fault = { status: 'EXPIRED', cause: 'VENDOR_FAULT', reason: '1001', tries: 'LEFT' } as const;
    expect(endingOf(open, fault, terms, minutes(5))).toBeUndefined();
    expect(endingOf(open, fault, terms, minutes(121))).toMatchObject({ status: 'EXPIRED', cause: 'VENDOR_FAULT' });
  });
});

describe('the vendor is asked', () => {
  test('every minute while the link is valid, every quarter of an hour afterwards', () => {
    expect(nextAsking(open, minutes(5)) - minutes(5)).toBeLessThan(60_000);
    expect(nextAsking(open, minutes(125))).toBe(minutes(140));
  });

  test('for as long as it keeps results', () => {
    expect(isForgotten(open, minutes(71 * 60))).toBe(false);
    expect(isForgotten(open, minutes(75 * 60))).toBe(true);
  });

  test('again about a person who failed and may have passed since', () => {
    expect(mayStillPass(open, 'PERSON', terms, minutes(60))).toBe(true);
    expect(mayStillPass(open, 'PERSON', terms, minutes(131))).toBe(false);
    expect(mayStillPass(open, 'NOT_POSSIBLE', terms, minutes(60))).toBe(false);
  });
});
