import { describe, expect, test } from '@jest/globals';
import { msToTs } from '@temporalio/common/lib/time.js';
import { isStill } from './time-skipping.ts';

const SECOND = 1000;

describe('a workflow whose clock has arrived is still', () => {
  const started = {
    eventTime: msToTs(0),
    timerStartedEventAttributes: { timerId: '1', startToFireTimeout: msToTs(5 * SECOND) },
  };
  const fired = { eventTime: msToTs(5 * SECOND), timerFiredEventAttributes: { timerId: '1' } };

  test('when no timer is due and nothing happened since the clock was read', () => {
    expect(isStill({ eventCount: 2 }, [started, fired], 5 * SECOND)).toBe(true);
    expect(isStill({ eventCount: 1 }, [started], 4 * SECOND)).toBe(true);
  });

  test('not while a timer is due that has not fired yet', () => {
    expect(isStill({ eventCount: 1 }, [started], 5 * SECOND)).toBe(false);
  });

  test('not when the timer fired after the clock was read: what it causes is still to come', () => {
    expect(isStill({ eventCount: 1 }, [started, fired], 5 * SECOND)).toBe(false);
  });
});
