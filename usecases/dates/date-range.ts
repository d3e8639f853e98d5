/** The door at which dates of people and parties are refused: the policy `dates.range` says which days may be meant */
import type { z } from 'zod';
import { DATE_CODE } from '../../domain/time/date-range.ts';
import { civilDate, instant, parseInstant } from '../../domain/time/instant.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { datesIn } from './dates-in.ts';

/**
 * Returns the data, which the schema has read. Refuses what holds a date before or after the range that is in force today, by
 * the day in Shanghai. Policies are asked only for data that holds a date. `where` names the data in the findings.
 */
export async function inDateRange<Data>(
  { rules, now }: Pick<UseCaseDependencies, 'rules' | 'now'>,
  schema: z.ZodType,
  data: Data,
  where = '',
): Promise<Data> {
  const dates = datesIn(schema, data, where);
  if (dates.length === 0) return data;
  const { policies } = await rules();
  const { firstDay, lastDay } = policies.resolve('dates.range', {}, civilDate(instant(now())));
  const advice = `Write a date from ${firstDay} to ${lastDay}.`;
  const findings = dates
    .filter(({ iso }) => dayOf(iso) < firstDay || lastDay < dayOf(iso))
    .map(({ path }) => ({ path, code: DATE_CODE, advice }));
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return data;
}

const dayOf = (iso: string): string => (iso.length === 10 ? iso : civilDate(parseInstant(iso)));
