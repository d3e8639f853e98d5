/**
 * Wraps every key again that is not under the current master key. May be stopped and started again. Ends with status 1, and
 * names the rows, while a row names another key. Reads `DATABASE_URL`, `BEIAN_MASTER_KEYS` (the new key first, the old ones
 * after it) and `BEIAN_INDEX_KEY`.
 */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../../domain/configuration.ts';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { databaseUrlSchema, PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { indexKeySchema } from '../sealing/index-key.ts';
import { masterKeysSchema } from '../sealing/keyring.ts';
import { openVault } from '../sealing/vault.ts';
import { rotateKeys, type Rotation } from '../sealing/key-rotation.ts';

const log = pino({ name: 'beian-rotate-keys' });
const configSchema = z.object({
  DATABASE_URL: databaseUrlSchema,
  BEIAN_MASTER_KEYS: masterKeysSchema,
  BEIAN_INDEX_KEY: indexKeySchema,
});

try {
  await rotate(readConfig(configSchema, process.env, (path) => readFileSync(path, 'utf8')));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

async function rotate(config: z.infer<typeof configSchema>): Promise<void> {
  const database = openDatabase(config.DATABASE_URL, {
    maxConnections: 2,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-rotate-keys',
  });
  try {
    const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
    report(await rotateKeys(database, vault));
  } catch (error) {
    log.fatal(error, 'stopped before the end; what was done stays done');
    process.exitCode = 1;
  } finally {
    await closeDatabase(database);
  }
}

function report({ changed, failed, left }: Rotation): void {
  for (const row of failed) log.error(row, 'the key of this row cannot be opened; the row stays as it was');
  if (Object.keys(left).length === 0) {
    log.info({ changed }, 'every key is under the current master key; the old one may be removed');
    return;
  }
  log.error({ changed, left }, 'keep the old master key: rows still name another one than the current key');
  process.exitCode = 1;
}
