import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { domainFactsSchema, instanceFactsSchema } from '../assets/asset-facts.ts';
import { reportData } from '../duties/duty-reports.ts';
import { readResidentId } from '../identity/resident-id.ts';
import { actionData } from '../lifecycle/action.ts';
import { formSchema } from '../order/form.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies, parsePolicyRows } from '../policy/policy.ts';
import { createCalendar } from './business-calendar.ts';
import { calendarYearSchema } from './calendar-year.ts';
import { PUBLISHED_YEARS } from './calendar-years.ts';
import { DateOutOfRange } from './date-range.ts';
import {
  atTimeOfDay,
  businessDays,
  calendarDays,
  civilDate,
  datePlus,
  dueInCalendarDays,
  formatInstant,
  instant,
  parseInstant,
  type CivilDate,
  type TimeOfDay,
} from './instant.ts';
import { isoDate, isoInstant } from './iso-date.ts';

const OUTSIDE = ['0000-01-01', '0001-01-01', '1899-12-31', '2101-01-01', '9999-12-31'];
const INSIDE = ['1900-01-01', '1999-12-31', '2000-02-29', '2026-03-12', '2100-12-31'];

const facts = { domain: 'example.cn', registered: true };
const server = { instanceId: 'i-1', product: 'VM', mainland: true, prepaid: true, termMonths: 12, ownerAccountId: 'a' };
const policyRow = { key: 'sla.prelimBd', scope: {}, value: 1, source: 'a notice' };
const someYear = { year: 2027, source: 'a notice', holidays: [{ name: 'x', from: '2027-01-01', to: '2027-01-01' }] };

/** Everything that takes a date, by the way on which the date enters. */
const entries: Record<string, (date: string) => boolean> = {
  'any date': (date) => isoDate().safeParse(date).success,
  'any instant': (date) => isoInstant().safeParse(`${date}T12:00:00+08:00`).success,
  'the form, an identity document': (documentValidUntil) =>
    formSchema.safeParse({ people: { P1: { documentValidUntil } } }).success,
  'the form, a certificate': (certificateValidUntil) =>
    formSchema.safeParse({ entity: { certificateValidUntil } }).success,
  'a look-up, the verification of a registrant': (realNameVerifiedOn) =>
    domainFactsSchema.safeParse({ ...facts, realNameVerifiedOn }).success,
  'a look-up, the end of a registration': (expiresOn) => domainFactsSchema.safeParse({ ...facts, expiresOn }).success,
  'a look-up, the end of a server': (expiresOn) => instanceFactsSchema.safeParse({ ...server, expiresOn }).success,
  'a report, an approval': (approvedOn) => reportData.psbApproved().safeParse({ websiteId: 'W1', approvedOn }).success,
  'a policy row, its first day': (validFrom) => parsePolicyRows([{ ...policyRow, validFrom }]).ok,
  'a policy row, its last day': (validTo) => parsePolicyRows([{ ...policyRow, validFrom: '1900-01-01', validTo }]).ok,
  'a calendar year': (publishedOn) =>
    calendarYearSchema.safeParse({ ...someYear, publishedOn, makeUpDays: [] }).success,
};

describe('a date that enters by', () => {
  test.each(Object.entries(entries))('%s is taken in the years 1900 to 2100 and refused outside', (_where, takes) => {
    expect(INSIDE.filter(takes)).toEqual(INSIDE);
    expect(OUTSIDE.filter(takes)).toEqual([]);
  });

  test('a signal is refused outside, with a sentence about the years', () => {
    for (const year of ['0001', '1900', '2150', '9999']) {
      const at = `${year}-12-31T10:00:00+08:00`;
      const read = actionData.smsStarted().safeParse({ handOver: 1, sentAt: at });
      expect(read.success).toBe(false);
    }
    const issue = isoDate().safeParse('9999-12-31').error?.issues[0];
    expect(issue).toMatchObject({
      message: 'write a date of the years 1900 to 2100',
      params: { code: 'DATE_OUT_OF_RANGE' },
    });
  });

  test('an identity number is no date of birth outside the years', () => {
    expect(readResidentId('110105999912310028')).toMatchObject({ ok: false, code: 'ID_BIRTH_DATE' });
    expect(readResidentId('110105000101010028')).toMatchObject({ ok: false, code: 'ID_BIRTH_DATE' });
  });
});

describe('a calculation with days', () => {
  const calendar = createCalendar(PUBLISHED_YEARS);
  const CLOSE = '18:00' as TimeOfDay;
  const midnight = (date: string) => instant(Date.parse(`${date}T00:00:00+08:00`));

  test('C13 ends at the last day that is known instead of going on for ever', () => {
    for (const date of ['2100-12-31', '9999-12-31']) {
      expect(() => calendar.deadline(midnight(date), businessDays(3), CLOSE)).toThrow(DateOutOfRange);
      expect(() => datePlus(date as CivilDate, calendarDays(1))).toThrow(DateOutOfRange);
      expect(() => dueInCalendarDays(midnight(date), calendarDays(1))).toThrow(DateOutOfRange);
    }
    expect(() => parseInstant('9999-12-31T00:00:00+08:00')).toThrow(DateOutOfRange);
    expect(() => atTimeOfDay('9999-12-31' as CivilDate, CLOSE)).toThrow(DateOutOfRange);
  });

  test('gives a day of the known years, or says that it left them, for every instant and every length', () => {
    const anyInstant = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }).map(instant);
    const length = fc.integer({ min: 0, max: 250 });
    const calculations = [
      (at: ReturnType<typeof instant>, n: number) => formatInstant(calendar.deadline(at, businessDays(n), CLOSE).at),
      (at: ReturnType<typeof instant>, n: number) => formatInstant(dueInCalendarDays(at, calendarDays(n))),
      (at: ReturnType<typeof instant>, n: number) => datePlus(civilDate(at), calendarDays(-n)),
    ];
    fc.assert(
      fc.property(anyInstant, length, fc.constantFrom(...calculations), (at, n, calculate) => {
        try {
          expect(calculate(at, n)).toMatch(/^(19|20)\d\d-|^2100-/);
        } catch (error) {
          expect(error).toBeInstanceOf(DateOutOfRange);
        }
      }),
    );
  });
});

test('policies know since when each key has a value', () => {
  expect(createPolicies(BUILT_IN_POLICIES).firstDay).toBe('2000-01-01');
});
