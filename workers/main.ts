/**
 * The worker process: hosts the workflows and activities of filings until it is asked to end. On SIGTERM it takes no new
 * tasks, lets activities under way end, and closes its connections. A worker that is killed loses nothing: Temporal gives
 * its tasks to another worker.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { Client } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { readConfig } from '../domain/configuration.ts';
import { present } from '../domain/present.ts';
import { parseInstant, type Instant } from '../domain/time/instant.ts';
import { createSentNotes, type SentNotes } from '../activities/messages/sent-notes.ts';
import { markSent } from '../store/messages/delivery.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { closeDatabase, openDatabase, type Database } from '../store/postgres/database.ts';
import { openVault } from '../store/sealing/vault.ts';
import { timeoutsOf, workerProcessConfigSchema, type WorkerProcessConfig } from '../runtime/config.ts';
import { createLog, runProcess } from '../runtime/entry-point.ts';
import { warnIfAuditCanBeRewritten } from '../runtime/audit-rights.ts';
import { createParties } from '../runtime/parties.ts';
import { createMarkKeepers, startRestoreWatch } from '../runtime/restore-watch.ts';
import { createSealKeepers } from '../runtime/seal-keepers.ts';
import { startBureauExchange } from './bureau-exchange.ts';
import { createProbe } from './probe.ts';
import { workerFigures } from './worker-figures.ts';
import { ensureSchedules } from './schedules.ts';
import { connectClient, temporalConnectionOptions } from '../runtime/temporal-connection.ts';
import { createWorker } from './worker.ts';

const NAME = 'beian-worker';

runProcess(NAME, async () => {
  const config = readConfig(workerProcessConfigSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const log = createLog(NAME, config.LOG_LEVEL);
  installRuntime(config, log);

  const database = openDatabase(config.DATABASE_URL, {
    applicationName: NAME,
    timeouts: timeoutsOf(config),
    onError: (error) => log.warn(error, 'a connection to Postgres broke'),
  });
  const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
  warnIfAuditCanBeRewritten(database, log, config);
  const keepers = createMarkKeepers(config);
  const restoreWatch = keepers.length === 0 ? undefined : await startRestoreWatch({ database, keepers, log });
  const exchangeDatabase = exchangeDatabaseOf(config, log);
  const sentNotes = createSentNotes((sent) => markSent(database, sent));
  const connection = await NativeConnection.connect(temporalConnectionOptions(config));
  const worker = await createWorker({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.BEIAN_TASK_QUEUE,
    dataConverter: createDataConverter(config.BEIAN_PAYLOAD_KEYS),
    dependencies: {
      ...createParties(config, { database, vault }),
      database,
      ...present({ exchangeDatabase }),
      vault,
      rules: rulesReader(database),
      sentNotes,
      sealKeepers: createSealKeepers(config),
      deskEmail: config.DESK_EMAIL,
      clock: config.BEIAN_MODE === 'sandbox' ? 'own' : 'wall',
      ...restoreOf(config),
      ...present({ restoreWatch }),
    },
    ...present({ bundlePath: config.BEIAN_WORKFLOW_BUNDLE }),
    tuning: tuningFor(config),
  });
  await startOwnWork(config);
  const probe = await listen(probeOf(worker, sentNotes, config), config);
  probe.on('error', (error) => log.warn(error, 'a connection to the probe could not be accepted'));
  log.info({ taskQueue: config.BEIAN_TASK_QUEUE, build: config.BEIAN_BUILD_ID }, 'the worker takes tasks');
  try {
    await worker.run();
  } finally {
    await writeNotes(sentNotes, log);
  }
  probe.close();
  restoreWatch?.stop();
  await connection.close();
  if (exchangeDatabase !== undefined) await closeDatabase(exchangeDatabase);
  await closeDatabase(database);
  log.info('the worker has ended');
});

/** Sender and fetcher of an account hold a connection each while the bureau answers, so they do not take those of the filings. */
function exchangeDatabaseOf(config: WorkerProcessConfig, log: Logger): Database | undefined {
  if (config.BUREAU !== 'miit') return undefined;
  return openDatabase(config.DATABASE_URL, {
    applicationName: `${NAME}-exchange`,
    maxConnections: 2 * config.BUREAU_ACCOUNTS.length,
    timeouts: timeoutsOf(config),
    onError: (error) => log.warn(error, 'a connection to Postgres broke'),
  });
}

/** What is left of the half minute that a container has to end. */
const LAST_NOTES_MS = 4000;

/** Writes down what carriers took while Postgres was away. */
async function writeNotes(sentNotes: SentNotes, log: Logger): Promise<void> {
  const messages = await sentNotes.close(LAST_NOTES_MS);
  if (messages > 0) log.error({ messages }, 'sent messages could not be written down; they may go out a second time');
}

/** What runs without anybody asking for it: the schedules, and the exchange with the bureaus. */
async function startOwnWork(config: WorkerProcessConfig): Promise<void> {
  const connection = await connectClient(config);
  const dataConverter = createDataConverter(config.BEIAN_PAYLOAD_KEYS);
  try {
    const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE, dataConverter });
    await ensureSchedules(client, config.BEIAN_TASK_QUEUE);
    if (config.BUREAU === 'miit') await startBureauExchange(client, config.BEIAN_TASK_QUEUE, config.BUREAU_ACCOUNTS);
  } finally {
    await connection.close();
  }
}

function restoreOf({ BEIAN_RESTORED_AT }: WorkerProcessConfig): { restoredAt?: Instant } {
  return BEIAN_RESTORED_AT === undefined ? {} : { restoredAt: parseInstant(BEIAN_RESTORED_AT) };
}

/** The runtime stops the worker on SIGTERM and SIGINT, and answers the metrics of the SDK. */
function installRuntime(config: WorkerProcessConfig, log: Logger): void {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
  Runtime.install({
    logger: new DefaultLogger('DEBUG', ({ level, message, meta }) => log[levels[level]](meta ?? {}, message)),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
      metrics: { prometheus: { bindAddress: `127.0.0.1:${config.BEIAN_SDK_METRICS_PORT}` } },
    },
  });
}

/** A named build is a version of the worker deployment; it hosts filings once it is made the current version. */
function tuningFor({
  BEIAN_CACHED_WORKFLOWS: maxCachedWorkflows,
  BEIAN_DEPLOYMENT,
  BEIAN_BUILD_ID,
}: WorkerProcessConfig) {
  const tuning = { maxCachedWorkflows, shutdownGraceTime: '20s', shutdownForceTime: '25s' } as const;
  if (BEIAN_BUILD_ID === undefined) return tuning;
  return {
    ...tuning,
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: { deploymentName: BEIAN_DEPLOYMENT, buildId: BEIAN_BUILD_ID },
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  } as const;
}

function probeOf(worker: Worker, sentNotes: SentNotes, { BEIAN_SDK_METRICS_PORT }: WorkerProcessConfig): Server {
  const registry = workerFigures(sentNotes);
  return createServer(
    createProbe({
      isRunning: () => worker.getState() === 'RUNNING',
      registry,
      sdkMetricsUrl: `http://127.0.0.1:${BEIAN_SDK_METRICS_PORT}/metrics`,
    }),
  );
}

function listen(server: Server, { BEIAN_WORKER_PORT, BEIAN_WORKER_HOST }: WorkerProcessConfig): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(BEIAN_WORKER_PORT, BEIAN_WORKER_HOST, () => resolve(server));
  });
}
