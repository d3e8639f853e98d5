import { describe, expect, test } from '@jest/globals';
import { calendarDays, type CivilDate } from '../time/instant.ts';
import { nextReminder, watchesOf } from './expiry-watch.ts';

const day = (date: string): CivilDate => date as CivilDate;

describe('A-093 days on record are watched', () => {
  test('of the certificate and of the people in charge; not what holds for a long term or is not known', () => {
    expect(
      watchesOf([
        {
          number: '粤ICP备2026012345号',
          entity: { certificateValidUntil: '2030-01-31' },
          head: { documentValidUntil: 'LONG_TERM' },
        },
        { number: '粤ICP备2026012345号-1', head: { documentValidUntil: '2027-05-01' } },
        { number: '粤ICP备2026012345号-2', head: undefined },
      ]),
    ).toEqual([
      { number: '粤ICP备2026012345号', subject: 'CERTIFICATE', endsOn: '2030-01-31' },
      { number: '粤ICP备2026012345号-1', subject: 'DOCUMENT', endsOn: '2027-05-01' },
    ]);
  });

  test('and reminded of 90, 30 and 7 calendar days before, each once', () => {
    const days = [90, 30, 7].map(calendarDays);
    const next = (after: string) => nextReminder(day('2026-12-31'), days, day(after));
    expect(next('2026-01-01')).toBe('2026-10-02');
    expect(next('2026-10-02')).toBe('2026-12-01');
    expect(next('2026-11-15')).toBe('2026-12-01');
    expect(next('2026-12-01')).toBe('2026-12-24');
    expect(next('2026-12-24')).toBeUndefined();
    expect(next('2027-03-01')).toBeUndefined();
  });
});
