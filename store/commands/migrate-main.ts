/**
 * Brings the tables into their present shape and stores the release's policies and calendar. A second run changes nothing,
 * and several processes may run it at once. Reads `DATABASE_URL`.
 */
import { pino } from 'pino';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../../domain/configuration.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { closeDatabase, migrate, openDatabase } from '../postgres/database.ts';
import { databaseUrlSchema, PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { seedReferenceData } from '../policy/reference-data.ts';

const log = pino({ name: 'beian-migrate' });

try {
  await bringUpToDate(readConfig(z.object({ DATABASE_URL: databaseUrlSchema }), process.env).DATABASE_URL);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
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
