/**
 * Imports a file of records that MIIT has already (`docs/operations.md`): `npm run records:import -- FILE`. Prints every
 * finding by line. Ends with status 1, and has changed nothing, when the file is not imported. Reads `DATABASE_URL`,
 * `BEIAN_MASTER_KEYS` and `BEIAN_INDEX_KEY`.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { pino } from 'pino';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../../domain/configuration.ts';
import { isWarning, textOf, type ImportFinding } from '../../domain/record/import/import-finding.ts';
import { dateRange } from '../../domain/policy/date-range.ts';
import { instant } from '../../domain/time/instant.ts';
import { policiesOrBuiltIn } from '../policy/policies.ts';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { databaseUrlSchema, PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { importRecords } from '../records/import/import-records.ts';
import { indexKeySchema } from '../sealing/index-key.ts';
import { masterKeysSchema } from '../sealing/keyring.ts';
import { openVault } from '../sealing/vault.ts';

const log = pino({ name: 'beian-import-records' });
const configSchema = z.object({
  DATABASE_URL: databaseUrlSchema,
  BEIAN_MASTER_KEYS: masterKeysSchema,
  BEIAN_INDEX_KEY: indexKeySchema,
});

const [path, ...others] = process.argv.slice(2);
if (path === undefined || others.length > 0) {
  console.error('npm run records:import -- FILE; docs/operations.md describes the file');
  process.exitCode = MISCONFIGURED;
} else {
  try {
    await importFile(
      path,
      readConfig(configSchema, process.env, (file) => readFileSync(file, 'utf8')),
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = MISCONFIGURED;
  }
}

async function importFile(file: string, config: z.infer<typeof configSchema>): Promise<void> {
  const database = openDatabase(config.DATABASE_URL, {
    maxConnections: 1,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-import-records',
  });
  try {
    const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
    const by = `command:${userInfo().username}`;
    const at = instant(Date.now());
    const range = dateRange(await policiesOrBuiltIn(database), at);
    const request = { file: createReadStream(file), by, at, range, report: print };
    const result = await importRecords(database, vault, request);
    if (result === undefined) {
      log.error('nothing was imported, because another import is under way; import the file when it is done');
      process.exitCode = 1;
    } else if (result.outcome === 'REFUSED') {
      log.error(result, 'nothing was imported; mend the lines above and import the whole file again');
      process.exitCode = 1;
    } else {
      log.info(result, result.outcome === 'UNCHANGED' ? 'all of it was on record already' : 'imported');
    }
  } catch (error) {
    log.fatal(error, 'nothing was imported');
    process.exitCode = 1;
  } finally {
    await closeDatabase(database);
  }
}

function print(finding: ImportFinding): void {
  const { zh, en } = textOf(finding);
  const weight = isWarning(finding) ? 'warning' : 'error';
  process.stdout.write(`line ${finding.line}  ${weight}  ${finding.path || '-'}  ${finding.code}  ${zh}。${en}\n`);
}
