/** What a change of policies or calendar would do to open orders, before it takes effect. Nothing is stored. */
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import type { PolicyScope } from '../../domain/policy/policy.ts';
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import { businessDays, civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { duesInBusinessDays, openGroups } from '../../store/orders/open-groups.ts';
import { importCalendar, loadCalendar } from '../../store/policy/calendars.ts';
import { importPolicies, loadPolicies } from '../../store/policy/policies.ts';
import { withoutEffect } from '../../store/policy/without-effect.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type PreviewDependencies = Pick<UseCaseDependencies, 'database' | 'rules' | 'now'>;

interface Refused {
  readonly errors: readonly string[];
}

export interface PolicyEffect {
  readonly key: string;
  readonly scope: PolicyScope;
  readonly before: string;
  readonly after: string;
  /** Orders in progress of this type and province. */
  readonly orders: number;
}

/** For every key whose value of today changes, by type and province of open orders. A bad file changes nothing and says why. */
export async function previewPolicies(
  { database, rules, now }: PreviewDependencies,
  file: unknown,
  by: string,
): Promise<{ readonly effects: readonly PolicyEffect[] } | Refused> {
  const { policies: before } = await rules();
  const seen = await withoutEffect(database, async (trx) => {
    const imported = await importPolicies(trx, file, by);
    if (!imported.imported) return { errors: imported.errors };
    return { after: await loadPolicies(trx), groups: await openGroups(trx) };
  });
  if ('errors' in seen) return { errors: seen.errors };
  const { after, groups } = seen;
  const known = new Set(before.rows.map((row) => JSON.stringify(row)));
  const keys = [...new Set(after.rows.filter((row) => !known.has(JSON.stringify(row))).map(({ key }) => key))];
  const today = civilDate(instant(now()));
  const effects = groups.flatMap(({ type, province, orders }) => {
    const scope = present({ orderType: type ?? undefined, province: province ?? undefined });
    return keys.flatMap((key) => {
      const [was, is] = [before, after].map((table) => JSON.stringify(table.resolve(key, scope, today)));
      return was === undefined || is === undefined || was === is
        ? []
        : [{ key, scope, before: was, after: is, orders }];
    });
  });
  return { effects };
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
