/** A migrated and seeded database for one test. */
import { PUBLISHED_YEARS } from '../../../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { closeDatabase, openDatabase } from '../../../store/postgres/database.ts';
import { migrate } from '../../../store/postgres/migrate.ts';
import { PATIENT_TIMEOUTS } from '../../../store/postgres/pool.ts';
import { seedReferenceData } from '../../../store/policy/reference-data.ts';
import { freshDatabase, prepareTemplate, type TestDatabase } from './database.ts';

/** Made once for the whole run: policies and calendars take longer to store than all else that a test file begins with. */
const TEMPLATE = 'beian_seeded';

/** A migrated and seeded database of its own. */
export async function migratedDatabase(): Promise<TestDatabase> {
  await prepareTemplate(TEMPLATE, async (url) => {
    const db = openDatabase(url, { timeouts: PATIENT_TIMEOUTS });
    await migrate(db);
    await seedReferenceData(db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
    await closeDatabase(db);
  });
  return freshDatabase(TEMPLATE);
}
