/** The period that figures are asked for: from which day until which, both included, as China counts days. */
import { z } from 'zod';
import { orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { provinceSchema } from '../../domain/order/form.ts';
import { calendarDays, civilDate, datePlus, type CivilDate, type Instant } from '../../domain/time/instant.ts';
import type { FiguresAsked } from '../../store/figures/stage-times.ts';
import { refusal } from '../refusal.ts';

/** Without a first day, the figures of so many days are shown. */
const DAYS_SHOWN = 90;
export const MOST_DAYS = 732;

export const periodFields = {
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  province: provinceSchema.optional(),
  type: orderTypeSchema.optional(),
};
type PeriodNamed = Partial<z.infer<z.ZodObject<typeof periodFields>>>;

export interface Period extends FiguresAsked {
  /** The last day that is counted. */
  readonly until: string;
}

/** Without a last day, today is the last. Refuses a period that ends before it begins, or is longer than {@link MOST_DAYS}. */
export function periodOf({ from, until, province, type }: PeriodNamed, now: Instant): Period {
  const last = until ?? civilDate(now);
  const before = datePlus(last as CivilDate, calendarDays(1));
  const first = from ?? datePlus(before, calendarDays(-DAYS_SHOWN));
  if (first >= before || datePlus(first as CivilDate, calendarDays(MOST_DAYS)) < before) throw noPeriod();
  return { from: first, until: last, before, province, type };
}

/** What was asked for is no period. */
export const noPeriod = () =>
  refusal('INVALID', {
    findings: [
      {
        path: 'from',
        code: 'NO_PERIOD',
        advice: `Give days as 2026-03-31, the first not after the last, of a period of up to ${MOST_DAYS} days.`,
      },
    ],
  });
