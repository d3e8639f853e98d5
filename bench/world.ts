/**
 * The servers of every measurement: Postgres, Temporal on Postgres, the sandbox as mail server and SMS vendor, and worker processes.
 * They use free ports of this machine, and a folder that is removed at the end.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import { createLocalFolderDocuments } from '../adapters/documents/local-folder.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { PUBLISHED_YEARS } from '../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../domain/policy/built-in-policies.ts';
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { endOfLog, startChild, type Child } from '../stack/processes/children.ts';
import { projectFolder } from '../stack/state/folders.ts';
import { createParts, stopOnSignal } from '../stack/processes/parts.ts';
import { freePorts } from '../stack/processes/ports.ts';
import { argumentsOf } from '../stack/programs/program.ts';
import { postgresFolder, unprivilegedUser } from '../stack/postgres/unprivileged-user.ts';
import { sandboxEnvironment, sandboxTemplateTexts } from '../stack/sandbox-environment.ts';
import { startInfrastructure } from '../stack/infrastructure.ts';
import { connectToTemporal } from '../stack/temporal/connect.ts';
import { closeDatabase, openDatabase } from '../store/postgres/database.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { openVault } from '../store/sealing/vault.ts';
import { PATIENT_TIMEOUTS } from '../store/postgres/pool.ts';
import { seedReferenceData } from '../store/policy/reference-data.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { bundleWorkflows } from '../workers/workflow-bundle.ts';
import { FLOOR_TABLES } from './floor/activities.ts';
import type { OrderStore } from './orders.ts';
import { listenForSteps, type Steps } from './steps.ts';

export type Side = 'filings' | 'floor';

export interface World {
  store: OrderStore;
  pool: pg.Pool;
  sandbox: Sandbox;
  steps: Steps;
  /** A client for each side: Beian's payloads are encrypted, the floor's are plain. */
  clients: Readonly<Record<Side, Client>>;
  /** Starts a worker process of a side on a task queue. */
  startWorker(side: Side, taskQueue: string): Child;
  /** Starts the API process; resolves with its address before it answers. */
  startApi(taskQueue: string): Promise<{ child: Child; url: string; operationsUrl: string; tokenSecret: string }>;
  /** Starts the console process; resolves with its address before it answers. */
  startConsole(taskQueue: string): Promise<{ child: Child; url: string }>;
  /** The last output of the processes, to be shown with an error. */
  lastWords(): string;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Workflows each worker keeps in memory. */
  cachedWorkflows: number;
  temporalOn: 'postgres' | 'sqlite';
  progress: (line: string) => void;
  /** Each worker writes a CPU profile into this folder. */
  profileFolder?: string;
}

/** Variables that name other servers; they are removed, because the measurements start their own. */
const SERVERS_OF_OTHERS = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'];

export async function startWorld(options: WorldOptions): Promise<World> {
  for (const name of SERVERS_OF_OTHERS) Reflect.deleteProperty(process.env, name);
  const parts = createParts();
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= parts.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => options.progress(`Interrupted by ${signal}; stopping all processes …`));
  }
  stopOnSignal(stop);
  try {
    return { ...(await startParts(options, parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: WorldOptions, parts: ReturnType<typeof createParts>): Promise<Omit<World, 'stop'>> {
  const { temporalOn, progress } = options;
  const folder = await mkdtemp(join(tmpdir(), 'beian-bench-'));
  await chmod(folder, 0o755);
  let connection: Connection | undefined;
  // Stopped last: pending calls of an interrupted run fail because the server is gone.
  parts.add('client', async () => connection?.close());
  parts.add('folder', () => removeFolder(folder));
  progress('Bundling the workflows and starting Postgres, Temporal and the sandbox …');
  const bundles = await bundleBoth(folder);
  const infrastructure = await startInfrastructure({ folder, ports: 'free', temporalOn, ui: 'none', progress });
  parts.add('infrastructure', infrastructure.stop);
  const sandbox = await createSandbox({ smsTemplates: sandboxTemplateTexts() });
  parts.add('sandbox', () => sandbox.stop());
  sandbox.sms.setReceipts('by-hand');

  const [apiPort = 0, codecPort = 0, workerPort = 0, sdkMetrics = 0, operationsPort = 0, consolePort = 0] =
    await freePorts(6);
  const at = (port: number) => ({ port, url: `http://127.0.0.1:${port}` });
  const addresses = {
    api: at(apiPort),
    operations: at(operationsPort),
    console: at(consolePort),
    codec: at(codecPort),
    worker: { ...at(workerPort), sdkMetrics },
    sandbox: { port: Number(new URL(sandbox.url).port), url: sandbox.url, smtpPort: sandbox.smtpPort },
  };
  const environment: Record<string, string> = {
    ...(await sandboxEnvironment(folder, infrastructure, addresses, 'gateway')),
    LOG_LEVEL: 'error',
  };
  const store = await openStore(infrastructure.postgresUrl, environment, folder, parts);
  const pool = new pg.Pool({ connectionString: infrastructure.postgresUrl, max: 4 });
  parts.add('pool', () => pool.end());
  await pool.query(FLOOR_TABLES);
  const steps = await listenForSteps(infrastructure.postgresUrl);
  parts.add('steps', () => steps.stop());
  connection = await connectToTemporal(infrastructure.temporalAddress);

  const children = new Map<string, Child>();
  const programs = {
    worker: await argumentsOf('bench/worker-main.ts'),
    api: await argumentsOf('api/main.ts'),
    console: await argumentsOf('console/main.ts'),
  };
  const start = (
    name: string,
    program: keyof typeof programs,
    taskQueue: string,
    extra: Record<string, string>,
  ): Child => {
    const child = startChild({
      name,
      command: process.execPath,
      args: [...profiling(options), ...programs[program]],
      cwd: projectFolder,
      env: { PATH: process.env['PATH'], ...environment, BEIAN_TASK_QUEUE: taskQueue, ...extra },
      logFile: join(folder, 'logs', `${name.replaceAll(' ', '-')}.log`),
    });
    parts.add(name, () => child.stop());
    children.set(name, child);
    return child;
  };
  return {
    store,
    pool,
    sandbox,
    steps,
    clients: clientsOf(connection, infrastructure.temporalNamespace, environment),
    startWorker: (side, taskQueue) =>
      start(`${side} worker`, 'worker', taskQueue, {
        BENCH_SIDE: side,
        BENCH_BUNDLE: bundles[side],
        BENCH_CACHED_WORKFLOWS: String(options.cachedWorkflows),
      }),
    async startApi(taskQueue) {
      const child = start('API', 'api', taskQueue, {});
      const tokenSecret = environment['BEIAN_DEMO_TOKEN_SECRET'] ?? '';
      return { child, url: addresses.api.url, operationsUrl: addresses.operations.url, tokenSecret };
    },
    async startConsole(taskQueue) {
      return { child: start('console', 'console', taskQueue, {}), url: addresses.console.url };
    },
    lastWords: () => [...children.values()].map(({ logFile }) => endOfLog(logFile)).join('\n'),
  };
}

function profiling({ profileFolder }: WorldOptions): string[] {
  return profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
}

async function bundleBoth(folder: string): Promise<Record<Side, string>> {
  const logger = new DefaultLogger('ERROR');
  const floorPath = fileURLToPath(new URL('floor/workflows.ts', import.meta.url));
  const write = async (name: string, { code }: { code: string }) => {
    const file = join(folder, `${name}.js`);
    await writeFile(file, code);
    return file;
  };
  return {
    filings: await write('filings', await bundleWorkflows(logger)),
    floor: await write('floor', await bundleWorkflowCode({ workflowsPath: floorPath, logger })),
  };
}

async function openStore(
  url: string,
  environment: Readonly<Record<string, string>>,
  folder: string,
  parts: ReturnType<typeof createParts>,
): Promise<OrderStore> {
  const database = openDatabase(url, { timeouts: PATIENT_TIMEOUTS });
  parts.add('database', () => closeDatabase(database));
  await migrate(database);
  await seedReferenceData(database, BUILT_IN_POLICIES, PUBLISHED_YEARS);
  return {
    database,
    vault: openVault(environment['BEIAN_MASTER_KEYS'] ?? '', environment['BEIAN_INDEX_KEY'] ?? ''),
    rules: rulesReader(database),
    documents: createLocalFolderDocuments({ folder: environment['DOCUMENTS_FOLDER'] ?? folder }),
  };
}

function clientsOf(
  connection: Connection,
  namespace: string,
  environment: Readonly<Record<string, string>>,
): Record<Side, Client> {
  const dataConverter = createDataConverter(environment['BEIAN_PAYLOAD_KEYS'] ?? '');
  return {
    filings: new Client({ connection, namespace, dataConverter }),
    floor: new Client({ connection, namespace }),
  };
}

async function removeFolder(folder: string): Promise<void> {
  const postgres = await postgresFolder(join(folder, 'postgres'), await unprivilegedUser());
  await Promise.all([folder, postgres].map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })));
}
