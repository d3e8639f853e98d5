/** The rules in force: policies and calendar. */
import type { Rules } from '../domain/terms.ts';
import { loadCalendar } from './calendars.ts';
import type { Database } from './database.ts';
import { loadPolicies } from './policies.ts';

/** Reads policies and calendar as they are now, and parses them only when an operator has changed them. One small query a call. */
export function rulesReader(db: Database): () => Promise<Rules> {
  let known: Rules | undefined;
  return async () => {
    const { policies, calendar } = await versionsInForce(db);
    if (known?.policies.version !== policies) known = undefined;
    if (known?.calendar.version !== calendar) known = undefined;
    return (known ??= { policies: await loadPolicies(db, policies), calendar: await loadCalendar(db, calendar) });
  };
}

/** Either is absent when the reference data was never planted. */
async function versionsInForce(db: Database): Promise<{ policies?: string; calendar?: string }> {
  const latest = (table: 'policy_versions' | 'calendar_versions') =>
    db.selectFrom(table).select('version').orderBy('number', 'desc').limit(1);
  const row = await db
    .selectNoFrom([latest('policy_versions').as('policies'), latest('calendar_versions').as('calendar')])
    .executeTakeFirstOrThrow();
  return {
    ...(row.policies === null ? {} : { policies: row.policies }),
    ...(row.calendar === null ? {} : { calendar: row.calendar }),
  };
}
