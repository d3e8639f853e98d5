/** A deployment without containers: the server, the jobs and the processes of docker-compose.yml, in their order. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, type Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import pg from 'pg';
import { parse } from 'yaml';
import type { Child } from '../../stack/processes/children.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { createParts } from '../../stack/processes/parts.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { readConfig } from '../../domain/configuration.ts';
import { temporalServerSchema } from '../../runtime/config.ts';
import { connectClient } from '../../runtime/temporal-connection.ts';
import { fastForward } from '../../runtime/time-skipping.ts';
import { searchAttributes } from '../../runtime/namespace.ts';
import { environmentOf, FILLED_IN, readProjectFile } from './compose.ts';
import { runJob, startService } from './process.ts';
import { answers, startDeployedServer, type DeployedServer } from './server-on-postgres.ts';

const { EVENT_TYPE_WORKFLOW_TASK_FAILED } = proto.temporal.api.enums.v1.EventType;
const { TEMPORAL_NAMESPACE: namespace = '' } = environmentOf('worker', FILLED_IN);
const parts = createParts();
let server: DeployedServer;
let connection: Connection;
let folder: string;

beforeAll(async () => {
  server = await startDeployedServer();
  parts.add('server', server.stop);
  connection = await connectClient(readConfig(temporalServerSchema, server.clientEnvironment));
  parts.add('connection', () => connection.close());
  folder = await mkdtemp(join(tmpdir(), 'beian-processes-'));
  parts.add('folder', () => rm(folder, { recursive: true }));
  // Compiling the programs for the first time takes minutes.
}, 600_000);
afterAll(() => parts.stop());

describe('the Temporal server', () => {
  test('is of the pinned version and reports that it is healthy', async () => {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    expect(serverVersion).toBe('1.32.0');
  });

  test('has the schema of its version in both databases, and another run changes nothing', async () => {
    const versions = () => Promise.all(Object.values(server.databases).map(schemaVersion));
    expect(await versions()).toEqual(['1.19', '1.14']);
    await server.createSchema();
    expect(await versions()).toEqual(['1.19', '1.14']);
  });

  test('takes nobody without a certificate of its authority, and is no other server to its clients', async () => {
    const { TEMPORAL_ADDRESS, TEMPORAL_TLS_CA_FILE, ...pair } = server.clientEnvironment;
    const reached = { TEMPORAL_ADDRESS: TEMPORAL_ADDRESS ?? '' };
    const authority = { TEMPORAL_TLS_CA_FILE: TEMPORAL_TLS_CA_FILE ?? '' };
    const foreign = join(folder, 'foreign');
    await runProgram(join(projectFolder, 'deploy', 'temporal', 'make-certificates.sh'), [foreign]);
    const foreignPair = {
      TEMPORAL_TLS_CERT_FILE: join(foreign, 'temporal-client.pem'),
      TEMPORAL_TLS_KEY_FILE: join(foreign, 'temporal-client-key.pem'),
    };
    expect(await answers({ ...reached, ...authority, ...pair })).toBe(true);
    expect(await answers({ ...reached, ...authority, ...pair, TEMPORAL_TLS_SERVER_NAME: 'temporal' })).toBe(true);
    expect(await answers(reached)).toBe(false);
    expect(await answers({ ...reached, TEMPORAL_TLS: 'true' })).toBe(false);
    expect(await answers({ ...reached, ...authority })).toBe(false);
    expect(await answers({ ...reached, ...authority, ...foreignPair })).toBe(false);
    expect(await answers({ ...reached, ...pair, TEMPORAL_TLS_CA_FILE: join(foreign, 'temporal-ca.pem') })).toBe(false);
    expect(await answers({ ...reached, ...authority, ...pair, TEMPORAL_TLS_SERVER_NAME: 'elsewhere' })).toBe(false);
  });

  test('has 512 shards, and metrics', async () => {
    const { historyShardCount } = await connection.workflowService.getClusterInfo({});
    expect(historyShardCount).toBe(512);
    expect(await (await fetch(server.metricsUrl)).text()).toContain('service_requests');
  });

  test("cannot enter Beian's database, nor Beian the server's", async () => {
    const beian = new URL(server.databaseUrl);
    await expect(connectTo(server.temporalUrl(beian.pathname.slice(1)))).rejects.toThrow('permission denied');
    await expect(query(server.databaseUrl, 'CREATE DATABASE another')).rejects.toThrow('permission denied');
  });

  async function schemaVersion(database: string): Promise<unknown> {
    const [row] = await query(server.temporalUrl(database), 'SELECT curr_version FROM schema_version');
    return row?.['curr_version'];
  }
});

describe('the jobs', () => {
  test('prepare the namespace, and doing it again changes nothing', async () => {
    await runJob('temporal-namespace', temporal());
    await runJob('temporal-namespace', temporal());
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(searchAttributes)));
  });

  test('make every saved query of the operators a query that the server understands', async () => {
    await runJob('temporal-namespace', temporal());
    const queries = [...readProjectFile('docs/operations.md').matchAll(/\| `(.*ExecutionStatus.*)`\s+\|$/gm)];
    expect(queries.length).toBeGreaterThan(10);
    for (const [, saved = ''] of queries) {
      const request = { namespace, query: saved };
      await expect(connection.workflowService.listWorkflowExecutions(request)).resolves.toBeDefined();
    }
  });

  test('bring the database up to date, and doing it again changes nothing', async () => {
    const versionsIn = (printed: string) => /"policyVersion":"\w+","calendarVersion":"\w+"/.exec(printed)?.[0];
    const first = versionsIn(await runJob('migrate', owner()));
    expect(first).toEqual(expect.any(String));
    expect(versionsIn(await runJob('migrate', owner()))).toBe(first);
  });
});

test('the commands of the operators run where a worker would', async () => {
  await runJob('migrate', owner());
  const commands = [...readProjectFile('docs/operations.md').matchAll(/--no-deps worker node (dist\/\S+\.js)/g)];
  const programs = [...new Set(commands.map(([, program = '']) => program))];
  expect(programs.toSorted()).toEqual([
    'dist/store/commands/audit-verify.js',
    'dist/store/commands/rotate-keys-main.js',
  ]);
  for (const program of programs) {
    const printed = await runJob('worker', { DATABASE_URL: server.runtimeUrl }, program);
    expect(printed).toMatch(/The audit trail is whole|every (?:data )?key is under the current master key/);
  }
});

describe('the processes', () => {
  let worker: Child;
  let workerUrl: string;

  beforeAll(async () => {
    await runJob('temporal-namespace', temporal());
    await runJob('migrate', owner());
    const [port = 0, sdkPort = 0] = await freePorts(2);
    workerUrl = `http://127.0.0.1:${port}`;
    worker = await startService('worker', folder, {
      ...temporal(),
      DATABASE_URL: server.runtimeUrl,
      DOCUMENTS_FOLDER: join(folder, 'documents'),
      BEIAN_WORKER_PORT: String(port),
      BEIAN_SDK_METRICS_PORT: String(sdkPort),
      HEALTH_URL: `${workerUrl}/healthz`,
    });
    parts.add('worker', () => worker.stop());
  });

  test('host filings once their build is the current one', async () => {
    await runJob('promote', temporal());
    const { workerDeploymentInfo } = await connection.workflowService.describeWorkerDeployment({
      namespace,
      deploymentName: 'filings',
    });
    expect(workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId).toBe(FILLED_IN.get('BEIAN_VERSION'));
    // A worker that gets tasks answers even for a workflow type that it does not know.
    await startOfNoKind();
  });

  test('answer the metrics of process and Temporal SDK in one', async () => {
    const metrics = await (await fetch(`${workerUrl}/metrics`)).text();
    expect(metrics).toContain('process_cpu_seconds_total');
    expect(metrics).toContain('temporal_worker_start');
  });

  test('let nobody move a clock', async () => {
    const client = new Client({ connection, namespace });
    const handle = await startOfNoKind();
    await expect(fastForward(client, handle.workflowId, 1_000)).rejects.toThrow(/time.?skipping/i);
  });

  test('show payloads to nobody without a token', async () => {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const codec = await startService('codec', folder, { BEIAN_CODEC_PORT: String(port), HEALTH_URL: `${url}/healthz` });
    parts.add('codec', () => codec.stop());
    const answer = await fetch(`${url}/decode`, { method: 'POST', body: '{"payloads":[]}' });
    expect(answer.status).toBe(401);
    await codec.stop();
    await expect(codec.exited).resolves.toMatchObject({ code: 0 });
  });

  test('answer people through the API, which reaches Postgres and Temporal', async () => {
    const [port = 0, operations = 0] = await freePorts(2);
    const url = `http://127.0.0.1:${port}`;
    const operationsUrl = `http://127.0.0.1:${operations}`;
    const api = await startService('api', folder, {
      ...temporal(),
      DATABASE_URL: server.runtimeUrl,
      DOCUMENTS_FOLDER: join(folder, 'documents'),
      BEIAN_PORT: String(port),
      BEIAN_OPERATIONS_PORT: String(operations),
      HEALTH_URL: `${url}/healthz`,
    });
    parts.add('API', () => api.stop());
    expect(await (await fetch(`${operationsUrl}/readyz`)).json()).toEqual({
      status: 'ok',
      postgres: 'ok',
      temporal: 'ok',
      listening: 'ok',
    });
    for (const path of ['/readyz', '/metrics']) expect((await fetch(`${url}${path}`)).status).toBe(404);
    expect((await fetch(`${operationsUrl}/metrics`)).status).toBe(200);
    await api.stop();
    await expect(api.exited).resolves.toMatchObject({ code: 0 });
  });

  test('end in an orderly way when they are asked to', async () => {
    await worker.stop();
    await expect(worker.exited).resolves.toMatchObject({ code: 0, wanted: true });
    const log = await readFile(worker.logFile, 'utf8');
    expect(log).toContain('the worker has ended');
    // A strict reader refuses a key that stands twice.
    for (const line of log.split('\n').filter((each) => each.startsWith('{'))) expect(() => parse(line)).not.toThrow();
  });

  /** Starts a workflow of an unknown type and waits until the worker has reported that. */
  async function startOfNoKind() {
    const client = new Client({ connection, namespace });
    const handle = await client.workflow.start('noSuchWorkflow', { taskQueue: 'filings', workflowId: randomUUID() });
    const execution = { workflowId: handle.workflowId };
    let nextPageToken: Uint8Array = new Uint8Array();
    for (;;) {
      const request = { namespace, execution, waitNewEvent: true, nextPageToken };
      const answer = await connection.workflowService.getWorkflowExecutionHistory(request);
      if (answer.history?.events?.some(({ eventType }) => eventType === EVENT_TYPE_WORKFLOW_TASK_FAILED)) return handle;
      nextPageToken = answer.nextPageToken;
    }
  }
});

const temporal = () => server.clientEnvironment;
const owner = () => ({ DATABASE_URL: server.databaseUrl, BEIAN_RUNTIME_ROLE: server.runtimeRole });

async function connectTo(url: string): Promise<void> {
  await query(url, 'SELECT 1');
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
