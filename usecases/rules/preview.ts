/** What a change of policies or calendar would do to open orders, before it takes effect. Nothing is stored. */
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import { businessDays, civilDate, type Instant } from '../../domain/time/instant.ts';
import { duesInBusinessDays } from '../../store/orders/open-groups.ts';
import { importCalendar, loadCalendar } from '../../store/policy/calendars.ts';
import { withoutEffect } from '../../store/policy/without-effect.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type PreviewDependencies = Pick<UseCaseDependencies, 'database' | 'rules' | 'now'>;

interface Refused {
  readonly errors: readonly string[];
}

export interface DueEffect {
  readonly id: OrderId;
  readonly before: Instant;
  readonly after: Instant;
}

/** Orders that are looked at, those that are due first first. */
const MOST_ORDERS = 20_000;

/** The years as they would stand, and every next due instant in business days that moves. A bad file changes nothing and says why. */
export async function previewCalendar(
  { database, rules }: PreviewDependencies,
  file: unknown,
  by: string,
): Promise<{ readonly years: readonly CalendarYear[]; readonly moved: readonly DueEffect[] } | Refused> {
  const { calendar: before, policies } = await rules();
  const seen = await withoutEffect(database, async (trx) => {
    const imported = await importCalendar(trx, file, by);
    if (!imported.imported) return { errors: imported.errors };
    return { years: imported.years, after: await loadCalendar(trx), dues: await duesInBusinessDays(trx, MOST_ORDERS) };
  });
  if ('errors' in seen) return { errors: seen.errors };
  const { years, after, dues } = seen;
  const moved = dues.flatMap(({ id, due, type, province }) => {
    const scope = present({ orderType: type ?? undefined, province: province ?? undefined });
    const close = policies.resolve('calendar.bdClose', scope, civilDate(due.from));
    const [was, is] = [before, after].map((each) => each.deadline(due.from, businessDays(due.amount), close).at);
    return was === undefined || is === undefined || was === is ? [] : [{ id, before: was, after: is }];
  });
  return { years, moved };
}
