/**
 * Brings the tables into their present shape and stores the release's policies and calendar. A second run changes nothing,
 * and several processes may run it at once. Reads `DATABASE_URL`, of the owner of the tables, and `BEIAN_RUNTIME_ROLE`, as which API and
 * workers sign in: that role gets what it needs and nothing that rewrites what has happened.
 */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../../domain/configuration.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { databaseUrlSchema, PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { grantToRuntime } from '../postgres/runtime-role.ts';
import { seedReferenceData } from '../policy/reference-data.ts';

const log = pino({ name: 'beian-migrate' });

const configSchema = z.object({ DATABASE_URL: databaseUrlSchema, BEIAN_RUNTIME_ROLE: z.string().optional() });

try {
  await bringUpToDate(readConfig(configSchema, process.env, (path) => readFileSync(path, 'utf8')));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

async function bringUpToDate({ DATABASE_URL, BEIAN_RUNTIME_ROLE }: z.infer<typeof configSchema>): Promise<void> {
  const database = openDatabase(DATABASE_URL, {
    maxConnections: 2,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-migrate',
  });
  try {
    await migrate(database);
    if (BEIAN_RUNTIME_ROLE !== undefined) await grantToRuntime(database, BEIAN_RUNTIME_ROLE);
    log.info(await seedReferenceData(database, BUILT_IN_POLICIES, PUBLISHED_YEARS), 'the database is up to date');
  } catch (error) {
    log.fatal(error, 'the database could not be brought up to date');
    process.exitCode = 1;
  } finally {
    await closeDatabase(database);
  }
}
