/**
 * Wraps every data key again that is not under the current master key. May be stopped and started again. Reads
 * `DATABASE_URL`, `BEIAN_MASTER_KEYS` (the new key first, the old ones after it) and `BEIAN_INDEX_KEY`.
 */
import { pino } from 'pino';
import { z } from 'zod';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { openVault } from '../sealing/vault.ts';
import { rotateKeys } from '../sealing/key-rotation.ts';

const log = pino({ name: 'beian-rotate-keys' });
const configured = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    BEIAN_MASTER_KEYS: z.string().min(1),
    BEIAN_INDEX_KEY: z.string().min(32),
  })
  .safeParse(process.env);

if (configured.success) await rotate(configured.data);
else {
  console.error(`The configuration is not complete:\n${z.prettifyError(configured.error)}`);
  process.exitCode = 2;
}

async function rotate(config: { DATABASE_URL: string; BEIAN_MASTER_KEYS: string; BEIAN_INDEX_KEY: string }) {
  const database = openDatabase(config.DATABASE_URL, {
    maxConnections: 2,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-rotate-keys',
  });
  try {
    const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
    log.info(await rotateKeys(database, vault), 'every data key is under the current master key');
  } catch (error) {
    log.fatal(error, 'stopped before the end; what was done stays done');
    process.exitCode = 1;
  } finally {
    await closeDatabase(database);
  }
}
