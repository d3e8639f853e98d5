/** What a process that serves people opens before it answers, and closes when it ends: the API and the console alike. */
import { Client } from '@temporalio/client';
import { createDataConverter } from '../codec/data-converter.ts';
import { closeDatabase, openDatabase } from '../store/postgres/database.ts';
import { PATIENT_TIMEOUTS } from '../store/postgres/pool.ts';
import { openVault } from '../store/sealing/vault.ts';
import { startActionWaiter } from '../store/steps/action-waiter.ts';
import { timeoutsOf, type ApiConfig, type ConsoleConfig } from './config.ts';
import type { createLog } from './entry-point.ts';
import { connectClient } from './temporal-connection.ts';

/** @param name Of the process, as Postgres shows it; the connection of imports, whose statements take minutes, has `-import` behind it. */
export async function openConnections(
  name: string,
  config: ApiConfig | ConsoleConfig,
  log: ReturnType<typeof createLog>,
) {
  const onError = (error: Error) => log.warn({ kind: error.name }, 'a connection to Postgres broke');
  const database = openDatabase(config.DATABASE_URL, { applicationName: name, timeouts: timeoutsOf(config), onError });
  const importDatabase = openDatabase(config.DATABASE_URL, {
    applicationName: `${name}-import`,
    maxConnections: 1,
    timeouts: PATIENT_TIMEOUTS,
    onError,
  });
  const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
  const actionWaiter = await startActionWaiter({ url: config.DATABASE_URL, db: database, vault, onError });
  const connection = await connectClient(config);
  const temporal = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(config.BEIAN_PAYLOAD_KEYS),
  });
  return {
    database,
    importDatabase,
    vault,
    actionWaiter,
    temporal,
    /** Everything but the action waiter, which ends first because it ends the event streams. */
    close: async (): Promise<void> => {
      await connection.close();
      await closeDatabase(importDatabase);
      await closeDatabase(database);
    },
  };
}
