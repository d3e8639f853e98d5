/**
 * Brings the tables into their present shape and stores the release's policies and calendar. A second run changes nothing,
 * and several processes may run it at once. Reads `DATABASE_URL`.
 */
import { pino } from 'pino';
import { z } from 'zod';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { closeDatabase, migrate, openDatabase } from '../postgres/database.ts';
import { PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { seedReferenceData } from '../policy/reference-data.ts';

const log = pino({ name: 'beian-migrate' });
const configured = z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) }).safeParse(process.env);

if (configured.success) await bringUpToDate(configured.data.DATABASE_URL);
else {
  console.error(`The configuration is not complete:\n${z.prettifyError(configured.error)}`);
  process.exitCode = 2;
}

async function bringUpToDate(url: string): Promise<void> {
  const database = openDatabase(url, {
    maxConnections: 2,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-migrate',
  });
  try {
    await migrate(database);
    log.info(await seedReferenceData(database, BUILT_IN_POLICIES, PUBLISHED_YEARS), 'the database is up to date');
  } catch (error) {
    log.fatal(error, 'the database could not be brought up to date');
    process.exitCode = 1;
  } finally {
    await closeDatabase(database);
  }
}
