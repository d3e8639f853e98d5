/**
 * The days that Beian knows: 1900 to 2100 in Shanghai. A date outside is a typing error or a system's word for "never". Dates are
 * compared as texts with four digits of a year, so no calculation may leave these years either. This is the widest range:
 * signals are read without policies, and policies are asked by the day. The policy `dates.range` may narrow what is taken at
 * the doors (`domain/policy/date-range.ts`).
 */

export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '2100-12-31';
/** Until when orders act, so that their longest terms, ten years, end within the range. */
export const LAST_DAY_TO_ACT = '2089-12-31';
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;

const FIRST_MS = Date.parse(`${FIRST_DAY}T00:00:00+08:00`);
const LAST_MS = Date.parse(`${LAST_DAY}T23:59:59.999+08:00`);

/** What is wrong with a date outside, for people. */
export const DATE_ADVICE = `write a date of the years ${FIRST_YEAR} to ${LAST_YEAR}`;
export const DATE_CODE = 'DATE_OUT_OF_RANGE';

/** A calculation left the years that Beian knows. */
export class DateOutOfRange extends RangeError {
  override readonly name = 'DateOutOfRange';

  constructor() {
    super(`a day is outside the years ${FIRST_YEAR} to ${LAST_YEAR}`);
  }
}

/** Whether a date text, `YYYY-MM-DD`, lies in the range. */
export const isKnownDay = (date: string): boolean => date.length === 10 && FIRST_DAY <= date && date <= LAST_DAY;

/** Whether an instant, in milliseconds since the Unix epoch, lies in the range. */
export const isKnownInstant = (epochMs: number): boolean => FIRST_MS <= epochMs && epochMs <= LAST_MS;

/** Returns an instant in the range; throws {@link DateOutOfRange} for any other, and for what is no number. */
export function inRange(epochMs: number): number {
  if (!isKnownInstant(epochMs)) throw new DateOutOfRange();
  return epochMs;
}
