/** The rules in force: policies and calendar. */
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { loadCalendar } from './calendars.ts';
import type { Database } from '../postgres/database.ts';
import { loadPolicies } from './policies.ts';

/**
 * Reads the present policies and calendar with one small query per call. They are parsed only after an operator has changed
 * them, once for all callers.
 */
export function rulesReader(db: Database): () => Promise<Rules> {
  let read: { key: string; rules: Promise<Rules> } | undefined;
  return async () => {
    const versions = await versionsInForce(db);
    const key = JSON.stringify(versions);
    if (read?.key !== key) {
      const reading = { key, rules: load(db, versions) };
      read = reading;
      reading.rules.catch(() => {
        if (read === reading) read = undefined;
      });
    }
    return read.rules;
  };
}

interface Versions {
  policies?: string;
  calendar?: string;
}

async function load(db: Database, versions: Versions): Promise<Rules> {
  return { policies: await loadPolicies(db, versions.policies), calendar: await loadCalendar(db, versions.calendar) };
}

/** Either is absent when the reference data was never stored. */
async function versionsInForce(db: Database): Promise<Versions> {
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
