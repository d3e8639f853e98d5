/** The door at which dates of people and parties are refused: the policy `dates.range` says which days may be meant */
import type { z } from 'zod';
import { dateRange, datesOutside } from '../../domain/policy/date-range.ts';
import { DATE_CODE } from '../../domain/time/date-range.ts';
import { instant } from '../../domain/time/instant.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

/**
 * Returns the data, which the schema has read. Refuses what holds a date before or after the range that is in force today, by
 * the day in Shanghai. `where` names the data in the findings.
 */
export async function inDateRange<Data>(
  { rules, now }: Pick<UseCaseDependencies, 'rules' | 'now'>,
  schema: z.ZodType,
  data: Data,
  where = '',
): Promise<Data> {
  const inForce = async () => dateRange((await rules()).policies, instant(now()));
  const findings = (await datesOutside(schema, data, inForce, where)).map(({ path, range }) => {
    const advice = `Write a date from ${range.firstDay} to ${range.lastDay}.`;
    return { path, code: DATE_CODE, advice };
  });
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return data;
}
