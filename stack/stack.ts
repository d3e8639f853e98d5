/** Beian's own processes and the sandbox, each a child of the stack, started in the order in which they need each other. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PUBLISHED_YEARS } from '../domain/time/calendar-years.ts';
import { BUILT_IN_POLICIES } from '../domain/policy/built-in-policies.ts';
import { closeDatabase, openDatabase } from '../store/postgres/database.ts';
import { migrate } from '../store/postgres/migrate.ts';
import { PATIENT_TIMEOUTS } from '../store/postgres/pool.ts';
import { seedReferenceData } from '../store/policy/reference-data.ts';
import { bureauWay, type BureauWay } from './bureau-in-sandbox.ts';
import { announceStack, portsBefore, rememberPorts } from './state/addresses.ts';
import { projectFolder, stateFolder } from './state/folders.ts';
import { claimPort, freePorts, type ClaimedPort, type ConfigurablePort } from './processes/ports.ts';
import { supervise } from './processes/supervision.ts';
import { printProgress, type Progress } from './progress.ts';
import { argumentsOf } from './programs/program.ts';
import { workflowBundleFile } from './programs/workflow-bundle.ts';
import { sandboxEnvironment, sandboxTemplateTexts, type Addresses } from './sandbox-environment.ts';
import {
  refuseSecondStack,
  startInfrastructure,
  type Infrastructure,
  type InfrastructureOptions,
} from './infrastructure.ts';

export interface RunningStack extends Infrastructure {
  apiUrl: string;
  consoleUrl: string;
  sandboxUrl: string;
  codecUrl: string;
  /** The way to the bureau. */
  bureau: BureauWay;
  /** Of Beian's own processes. */
  environment: Readonly<Record<string, string>>;
}

export interface StackOptions extends Omit<InfrastructureOptions, 'ui'> {
  ui?: 'none' | 'with-codec';
  /** By default the way that `BUREAU` names. */
  bureau?: BureauWay;
}

const processPorts = {
  api: { what: 'the API', variable: 'BEIAN_PORT', default: 18_080 },
  console: { what: 'the console', variable: 'BEIAN_CONSOLE_PORT', default: 18_090 },
  codec: { what: 'the codec server', variable: 'BEIAN_CODEC_PORT', default: 18_081 },
  sandbox: { what: 'the sandbox', variable: 'SANDBOX_PORT', default: 14_010 },
  smtp: { what: "the sandbox's mail server", variable: 'SANDBOX_SMTP_PORT', default: 14_025 },
  dns: { what: "the sandbox's name server", variable: 'SANDBOX_DNS_PORT', default: 14_053 },
  sites: { what: "the sandbox's websites", variable: 'SANDBOX_SITES_PORT', default: 14_080 },
  secureSites: { what: "the sandbox's websites with TLS", variable: 'SANDBOX_SECURE_SITES_PORT', default: 14_443 },
  worker: { what: "the worker's health and metrics", variable: 'BEIAN_WORKER_PORT', default: 18_082 },
  operations: { what: "the API's readiness and metrics", variable: 'BEIAN_OPERATIONS_PORT', default: 18_084 },
  sdk: { what: "the worker's SDK metrics", variable: 'BEIAN_SDK_METRICS_PORT', default: 18_083 },
} as const satisfies Record<string, ConfigurablePort>;

/** Starts infrastructure, sandbox, worker, codec server, API and console. When one fails, all that had started are stopped. */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const { folder = stateFolder, ui = 'with-codec', bureau = bureauWay() } = options;
  refuseSecondStack(folder);
  const ports = await portsOf(options, folder);
  const releasePorts = async () => ports.forEach(({ release }) => release());
  const addresses = addressesOf(ports.map(({ port }) => port));
  try {
    const infrastructure = await startInfrastructure({
      ...options,
      ui: ui === 'none' ? 'none' : { codecEndpoint: addresses.codec.url },
    });
    infrastructure.parts.add('ports', releasePorts);
    return await startProcesses({ ...options, bureau, folder }, infrastructure, addresses);
  } catch (error) {
    await releasePorts();
    throw error;
  }
}

async function startProcesses(
  { progress = printProgress, bureau, folder }: StackOptions & { bureau: BureauWay; folder: string },
  infrastructure: Infrastructure,
  addresses: Addresses,
): Promise<RunningStack> {
  try {
    await prepareDatabase(infrastructure.postgresUrl);
    const environment = await sandboxEnvironment(folder, infrastructure, addresses, bureau);
    const start = processStarter(folder, environment, infrastructure, progress);
    const bundling = workflowBundleFile();
    bundling.catch(() => {}); // heard by the worker's start
    await start('sandbox', 'sandbox/main.ts', `${addresses.sandbox.url}/healthz`, {
      SANDBOX_PORT: String(addresses.sandbox.port),
      SANDBOX_SMTP_PORT: String(addresses.sandbox.smtpPort),
      SANDBOX_DNS_PORT: String(addresses.sandbox.sites?.dns ?? 0),
      SANDBOX_SITES_PORT: String(addresses.sandbox.sites?.http ?? 0),
      SANDBOX_SECURE_SITES_PORT: String(addresses.sandbox.sites?.https ?? 0),
      SANDBOX_WEBHOOK_TARGET: addresses.api.url,
      SANDBOX_STATE_FILE: join(folder, 'sandbox', 'state.jsonl'),
    });
    await tellTemplates(addresses.sandbox.url);
    await Promise.all([
      start('codec server', 'codec/main.ts', `${addresses.codec.url}/healthz`),
      bundling.then((file) =>
        start('worker', 'workers/main.ts', `${addresses.worker.url}/healthz`, { BEIAN_WORKFLOW_BUNDLE: file }),
      ),
      start('API', 'api/main.ts', `${addresses.operations.url}/readyz`),
      start('console', 'console/main.ts', `${addresses.console.url}/healthz`),
    ]);
    const urls = {
      apiUrl: addresses.api.url,
      consoleUrl: addresses.console.url,
      sandboxUrl: addresses.sandbox.url,
    };
    infrastructure.parts.add('announcement', await announceStack(folder, urls));
    return { ...infrastructure, ...urls, codecUrl: addresses.codec.url, bureau, environment };
  } catch (error) {
    await infrastructure.stop();
    throw error;
  }
}

type Part = keyof typeof processPorts;
const PARTS: readonly Part[] = [
  'api',
  'codec',
  'sandbox',
  'smtp',
  'worker',
  'sdk',
  'operations',
  'console',
  'dns',
  'sites',
  'secureSites',
];

async function portsOf(
  { ports, progress = printProgress }: StackOptions,
  folder: string,
): Promise<readonly ClaimedPort[]> {
  if (ports === 'free') return (await freePorts(PARTS.length)).map((port) => ({ port, release: () => {} }));
  const known = await portsBefore(folder);
  const claimed: ClaimedPort[] = [];
  try {
    for (const part of PARTS) {
      claimed.push(await claimPort(processPorts[part], { before: known[part], progress }));
    }
  } catch (error) {
    for (const { release } of claimed) release();
    throw error;
  }
  await mkdir(folder, { recursive: true });
  await rememberPorts(folder, Object.fromEntries(PARTS.map((part, index) => [part, claimed[index]?.port ?? 0])));
  return claimed;
}

function addressesOf([
  api = 0,
  codec = 0,
  sandbox = 0,
  smtpPort = 0,
  worker = 0,
  sdkMetrics = 0,
  operations = 0,
  console = 0,
  dns = 0,
  http = 0,
  https = 0,
]: number[]): Addresses {
  const at = (port: number) => ({ port, url: `http://127.0.0.1:${port}` });
  return {
    api: at(api),
    operations: at(operations),
    console: at(console),
    codec: at(codec),
    sandbox: { ...at(sandbox), smtpPort, sites: { dns, http, https } },
    worker: { ...at(worker), sdkMetrics },
  };
}

async function prepareDatabase(url: string): Promise<void> {
  const database = openDatabase(url, { timeouts: PATIENT_TIMEOUTS });
  try {
    await migrate(database);
    await seedReferenceData(database, BUILT_IN_POLICIES, PUBLISHED_YEARS);
  } finally {
    await closeDatabase(database);
  }
}

function processStarter(
  folder: string,
  environment: Record<string, string>,
  { parts, processes }: Infrastructure,
  progress: Progress,
) {
  return async (name: string, entry: string, health: string, extra: Record<string, string> = {}) => {
    const child = await supervise({
      name,
      command: process.execPath,
      args: await argumentsOf(entry),
      cwd: projectFolder,
      env: { PATH: process.env['PATH'], ...environment, ...extra },
      logFile: join(folder, 'logs', `${name.replaceAll(' ', '-')}.log`),
      isReady: () => answers(health),
      readyWithinSeconds: 180,
      progress,
    });
    parts.add(name, child.stop);
    processes.push(child);
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // not listening yet
  }
}

async function tellTemplates(sandboxUrl: string): Promise<void> {
  await fetch(`${sandboxUrl}/sandbox/v1/sms-templates`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(sandboxTemplateTexts()),
  });
}
