/**
 * A worker process of one side of the measurements: Beian's filings, or the floor. Both have the same options, the same adapters for
 * mail and SMS, and stand-ins for all other parties.
 */
import { readFileSync } from 'node:fs';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { z } from 'zod';
import { readConfig } from '../domain/configuration.ts';
import { runProcess } from '../runtime/entry-point.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { closeDatabase, openDatabase, type Database } from '../store/postgres/database.ts';
import { openVault, type Vault } from '../store/sealing/vault.ts';
import { workerConfigSchema } from '../runtime/config.ts';
import { createParties, type Parties } from '../runtime/parties.ts';
import { temporalConnectionOptions } from '../runtime/temporal-connection.ts';
import { createWorker } from '../workers/worker.ts';
import { createFloorActivities } from './floor/activities.ts';
import { assetsAtOnce, bureauAtOnce } from './stand-ins.ts';

const benchSchema = z.object({
  BENCH_SIDE: z.enum(['filings', 'floor']),
  BENCH_BUNDLE: z.string(),
  BENCH_CACHED_WORKFLOWS: z.coerce.number().int(),
});

const CONNECTIONS = 10;
const configSchema = workerConfigSchema.and(benchSchema);

interface Host {
  config: z.infer<typeof configSchema>;
  database: Database;
  vault: Vault;
  parties: Parties;
  connection: NativeConnection;
  /** All other options are the SDK's defaults on both sides. */
  tuning: { maxCachedWorkflows: number };
}

runProcess('bench-worker', async () => {
  const config = readConfig(configSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const database = openDatabase(config.DATABASE_URL, { maxConnections: CONNECTIONS });
  const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
  const parties = { ...createParties(config, { database, vault }), bureau: bureauAtOnce, assets: assetsAtOnce };
  const connection = await NativeConnection.connect(temporalConnectionOptions(config));
  const tuning = { maxCachedWorkflows: config.BENCH_CACHED_WORKFLOWS };
  const host = { config, database, vault, parties, connection, tuning };
  if (config.BENCH_SIDE === 'filings') await hostFilings(host);
  else await hostFloor(host);
  await connection.close();
  await closeDatabase(database);
});

async function hostFilings({ config, database, vault, parties, connection, tuning }: Host): Promise<void> {
  const worker = await createWorker({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.BEIAN_TASK_QUEUE,
    dataConverter: createDataConverter(config.BEIAN_PAYLOAD_KEYS),
    dependencies: {
      ...parties,
      database,
      vault,
      rules: rulesReader(database),
      deskEmail: config.DESK_EMAIL,
      clock: 'own',
    },
    bundlePath: config.BENCH_BUNDLE,
    tuning,
  });
  await worker.run();
}

async function hostFloor({ config, parties, connection, tuning }: Host): Promise<void> {
  const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: CONNECTIONS });
  const { email, sms } = parties;
  const handOver = (orderId: string) =>
    bureauAtOnce.lookUp({ certificateType: '', certificateNumber: orderId, domain: '' });
  const worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.BEIAN_TASK_QUEUE,
    activities: { ...createFloorActivities({ pool, email, sms, handOver }) },
    workflowBundle: { codePath: config.BENCH_BUNDLE },
    ...tuning,
  });
  await worker.run();
  await pool.end();
}
