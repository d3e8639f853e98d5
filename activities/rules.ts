import { calendarReader } from '../store/calendars.ts';
import type { Database } from '../store/database.ts';
import { policyReader } from '../store/policies.ts';
import type { Rules } from '../domain/terms.ts';

/** Policies and calendar in force; parsed anew only when an operator has changed them. */
export function rulesReader(database: Database): () => Promise<Rules> {
  const [readPolicies, readCalendar] = [policyReader(database), calendarReader(database)];
  return async () => {
    const [policies, calendar] = await Promise.all([readPolicies(), readCalendar()]);
    return { policies, calendar };
  };
}
