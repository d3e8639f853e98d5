import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runProgram } from '../../test/support/servers/run-program.ts';
import {
  businessDays,
  calendarDays,
  datePlus,
  formatInstant,
  shanghai,
  type CivilDate,
  type TimeOfDay,
} from './instant.ts';
import { createCalendar } from './business-calendar.ts';
import { calendarYearSchema } from './calendar-year.ts';
import { PUBLISHED_YEARS } from './calendar-years.ts';

const calendar = createCalendar(PUBLISHED_YEARS);
const CLOSE = '18:00' as TimeOfDay;
const date = (text: string) => text as CivilDate;
const everyDay = (from: string, to: string): CivilDate[] => {
  const days: CivilDate[] = [];
  for (let day = date(from); day <= to; day = datePlus(day, calendarDays(1))) days.push(day);
  return days;
};

describe('counting business days:', () => {
  test.each([
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-04-30', 1, '2026-05-06'],
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2025-09-26', 3, '2025-09-30'],
  ])('A-141 R-CAL-5: %s plus %i business days is %s', (from, n, to) => {
    expect(calendar.addBusinessDays(date(from), businessDays(n))).toEqual({ ok: true, date: to });
  });

  test('A-141 R-CAL-5: the first business day of an unpublished year is refused, not guessed', () => {
    expect(calendar.addBusinessDays(date('2026-12-31'), businessDays(1))).toEqual({ ok: false, uncoveredYear: 2027 });
    expect(calendar.isBusinessDay(date('2027-01-04'))).toBeUndefined();
  });

  test('A-141 the example dates are the same in every time zone of the machine', async () => {
    expect(await dueSeenFrom('America/Los_Angeles')).toBe('2026-02-14T18:00:00+08:00');
    expect(await dueSeenFrom('Pacific/Kiritimati')).toBe('2026-02-14T18:00:00+08:00');
  });

  test.each([
    ['A-032', '2026-09-18 10:00', 1, '2026-09-20T18:00:00+08:00'],
    ['A-034', '2026-04-30 10:00', 1, '2026-05-06T18:00:00+08:00'],
    ['A-037', '2026-02-13 10:00', 3, '2026-02-25T18:00:00+08:00'],
    ['A-037', '2026-02-13 10:00', 20, '2026-03-19T18:00:00+08:00'],
  ])('%s the term of an event on %s with %i business days is due %s', (_row, from, n, due) => {
    const { at, provisional } = calendar.deadline(shanghai(from), businessDays(n), CLOSE);
    expect(formatInstant(at)).toBe(due);
    expect(provisional).toBe(false);
  });

  test('a due date that needs an unpublished year is provisional, and moves when the year is published', () => {
    const from = shanghai('2026-12-28 09:00');
    expect(calendar.deadline(from, businessDays(4), CLOSE)).toEqual({
      at: shanghai('2027-01-01 18:00'),
      provisional: true,
    });
    expect(calendar.strictDeadline(from, businessDays(4), CLOSE)).toEqual({ ok: false, uncoveredYear: 2027 });

    const withNewYear = createCalendar([
      ...PUBLISHED_YEARS,
      calendarYearSchema.parse({
        year: 2027,
        source: 'a notice made up for this test',
        publishedOn: '2026-11-30',
        holidays: [{ name: 'New Year', from: '2027-01-01', to: '2027-01-03' }],
        makeUpDays: ['2026-12-27'],
      }),
    ]);
    expect(withNewYear.deadline(from, businessDays(4), CLOSE)).toEqual({
      at: shanghai('2027-01-04 18:00'),
      provisional: false,
    });
    expect(withNewYear.isBusinessDay(date('2026-12-27'))).toBe(true);
    expect(withNewYear.version).not.toBe(calendar.version);
  });

  test('the version depends on the content and not on the order of the years', () => {
    expect(createCalendar(PUBLISHED_YEARS.toReversed()).version).toBe(calendar.version);
    expect(calendar.coverageYears).toEqual([2024, 2025, 2026]);
  });

  const coveredDay = fc.constantFrom(...everyDay('2024-01-01', '2026-06-30'));
  const term = fc.integer({ min: 0, max: 40 });

  test('a term ends after exactly its number of business days', () => {
    fc.assert(
      fc.property(coveredDay, term, (from, n) => {
        const reached = calendar.addBusinessDays(from, businessDays(n));
        if (!reached.ok) throw new Error('stays inside the covered years');
        const counted = everyDay(datePlus(from, calendarDays(1)), reached.date).filter((day) =>
          calendar.isBusinessDay(day),
        );
        expect(counted).toHaveLength(n);
        if (n > 0) expect(calendar.isBusinessDay(reached.date)).toBe(true);
      }),
    );
  });

  test('a term counted in two parts ends on the same day', () => {
    fc.assert(
      fc.property(coveredDay, term, term, (from, first, second) => {
        const middle = calendar.addBusinessDays(from, businessDays(first));
        if (!middle.ok) throw new Error('stays inside the covered years');
        expect(calendar.addBusinessDays(middle.date, businessDays(second))).toEqual(
          calendar.addBusinessDays(from, businessDays(first + second)),
        );
      }),
    );
  });

  test('the hour of the event does not change the due date', () => {
    fc.assert(
      fc.property(coveredDay, term, fc.integer({ min: 0, max: 23 }), (from, n, hour) => {
        const at = (h: number) => shanghai(`${from} ${String(h).padStart(2, '0')}:30`);
        expect(calendar.deadline(at(hour), businessDays(n), CLOSE)).toEqual(
          calendar.deadline(at(0), businessDays(n), CLOSE),
        );
      }),
    );
  });
});

describe('the published years:', () => {
  test('R-CAL-2 every day of 2024 to 2026 agrees with an independent collection', async () => {
    // chinese-days reads dates in the machine's time zone, so it runs in a process of its own with the zone of Shanghai.
    const { stdout } = await runProgram(process.execPath, ['-e', ORACLE], {
      env: { ...process.env, TZ: 'Asia/Shanghai', NODE_OPTIONS: '' },
    });
    const answers: unknown = JSON.parse(stdout);
    const ours = Object.fromEntries(
      everyDay('2024-01-01', '2026-12-31').map((day) => [day, calendar.isBusinessDay(day)]),
    );
    expect(ours).toEqual(answers);
  });

  test('each year passes the checks of an imported file', () => {
    for (const year of PUBLISHED_YEARS) expect(calendarYearSchema.parse(year)).toEqual(year);
  });

  test('A-148 a calendar file with a make-up day on a weekday, or a day of another year, is refused', () => {
    const [year] = PUBLISHED_YEARS;
    expect(calendarYearSchema.safeParse({ ...year, makeUpDays: ['2024-03-06'] }).success).toBe(false);
    expect(calendarYearSchema.safeParse({ ...year, makeUpDays: ['2025-03-08'] }).success).toBe(false);
    expect(calendarYearSchema.safeParse({ ...year, holidays: [] }).success).toBe(false);
  });
});

/** The due date one business day after 2026-02-13, computed by a process in another time zone. */
async function dueSeenFrom(zone: string): Promise<string> {
  const probe = ZONE_PROBE.replace('HERE', import.meta.url);
  const env = { ...process.env, TZ: zone, NODE_OPTIONS: '' };
  const args = ['--import', 'tsx', '--input-type=module', '-e', probe];
  return (await runProgram(process.execPath, args, { env })).stdout.trim();
}

const ZONE_PROBE = `
const here = (file) => import(new URL(file, 'HERE'));
const { createCalendar } = await here('./business-calendar.ts');
const { PUBLISHED_YEARS } = await here('./calendar-years.ts');
const { shanghai, formatInstant } = await here('./instant.ts');
console.log(formatInstant(createCalendar(PUBLISHED_YEARS).deadline(shanghai('2026-02-13 00:10'), 1, '18:00').at));
`;

const ORACLE = `
const { isWorkday } = require('chinese-days');
const answers = {};
for (let ms = Date.UTC(2024, 0, 1); ms <= Date.UTC(2026, 11, 31); ms += 86400000) {
  const day = new Date(ms).toISOString().slice(0, 10);
  answers[day] = isWorkday(day);
}
console.log(JSON.stringify(answers));
`;
