/**
 * The Temporal server of production, without containers: the configuration, the dynamic configuration, the roles and
 * the schema script that docker-compose.yml uses, on the Postgres of the test run and with programs compiled with Go.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { readConfig } from '../../domain/configuration.ts';
import { temporalServerSchema } from '../../runtime/config.ts';
import { temporalConnectionOptions } from '../../runtime/temporal-connection.ts';
import { startChild, untilReady, type Child } from '../../stack/processes/children.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { createParts } from '../../stack/processes/parts.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { printProgress } from '../../stack/progress.ts';
import { goProgram, goPrograms } from '../../stack/temporal/go-programs.ts';
import { runProgram } from '../support/servers/run-program.ts';
import { testDatabaseUrl } from '../support/servers/servers.ts';

const deployFolder = join(projectFolder, 'deploy');

export interface DeployedServer {
  readonly address: string;
  readonly metricsUrl: string;
  /** Of the database that belongs to Beian's role, as its owner and as API and workers sign in. */
  readonly databaseUrl: string;
  readonly runtimeUrl: string;
  readonly runtimeRole: string;
  /** Runs the schema script once more. */
  readonly createSchema: () => Promise<string>;
  readonly databases: { readonly main: string; readonly visibility: string };
  readonly temporalUrl: (database: string) => string;
  /** With which processes reach the server, in the variables of docker-compose.yml. */
  readonly clientEnvironment: Readonly<Record<string, string>>;
  /** Of the authority, the server and its clients. */
  readonly certificateFolder: string;
  readonly log: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

const PORTS = [
  'TEMPORAL_FRONTEND_PORT',
  'TEMPORAL_HTTP_PORT',
  'TEMPORAL_METRICS_PORT',
  'TEMPORAL_FRONTEND_MEMBERSHIP_PORT',
  'TEMPORAL_MATCHING_PORT',
  'TEMPORAL_MATCHING_MEMBERSHIP_PORT',
  'TEMPORAL_HISTORY_PORT',
  'TEMPORAL_HISTORY_MEMBERSHIP_PORT',
  'TEMPORAL_WORKER_PORT',
  'TEMPORAL_WORKER_MEMBERSHIP_PORT',
] as const;

/** Roles, schema and server, in the order of docker-compose.yml. Stopping removes the roles and databases. */
export async function startDeployedServer(): Promise<DeployedServer> {
  const parts = createParts();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'beian-deployment-'));
    parts.add('folder', () => rm(folder, { recursive: true }));
    const names = namesOfItsOwn();
    parts.add('databases', () => dropAll(names));
    await createRoles(names);
    const certificateFolder = join(folder, 'certificates');
    await runProgram(join(deployFolder, 'temporal', 'make-certificates.sh'), [certificateFolder]);
    const tls = { TEMPORAL_SERVER_TLS_FOLDER: certificateFolder };
    const env = { ...process.env, ...names, ...tls, ...(await serverEnvironment(folder)) };
    const createSchema = async () =>
      (await runProgram(join(deployFolder, 'temporal', 'create-schema.sh'), [], { env })).stdout;
    await createSchema();
    const server = await startServer(folder, env);
    parts.add('Temporal server', () => server.stop());
    const clientEnvironment = {
      TEMPORAL_ADDRESS: `127.0.0.1:${env.TEMPORAL_FRONTEND_PORT}`,
      TEMPORAL_TLS_CA_FILE: join(certificateFolder, 'temporal-ca.pem'),
      TEMPORAL_TLS_CERT_FILE: join(certificateFolder, 'temporal-client.pem'),
      TEMPORAL_TLS_KEY_FILE: join(certificateFolder, 'temporal-client-key.pem'),
    };
    await untilReady(server, 180, () => answers(clientEnvironment));
    return {
      address: `127.0.0.1:${env.TEMPORAL_FRONTEND_PORT}`,
      clientEnvironment,
      certificateFolder,
      metricsUrl: `http://127.0.0.1:${env.TEMPORAL_METRICS_PORT}/metrics`,
      databaseUrl: urlFor(names.BEIAN_DATABASE_USER, names.BEIAN_DATABASE_PASSWORD, names.BEIAN_DATABASE),
      runtimeUrl: urlFor(names.BEIAN_RUNTIME_USER, names.BEIAN_RUNTIME_PASSWORD, names.BEIAN_DATABASE),
      runtimeRole: names.BEIAN_RUNTIME_USER,
      createSchema,
      databases: { main: names.TEMPORAL_DATABASE, visibility: names.TEMPORAL_VISIBILITY_DATABASE },
      temporalUrl: (database) => urlFor(names.TEMPORAL_POSTGRES_USER, names.TEMPORAL_POSTGRES_PASSWORD, database),
      log: () => readFile(server.logFile, 'utf8'),
      stop: () => parts.stop(),
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

type Names = ReturnType<typeof namesOfItsOwn>;

/** The Postgres of the run serves other tests too. */
function namesOfItsOwn() {
  const suffix = randomUUID().slice(0, 8);
  return {
    BEIAN_DATABASE_USER: `beian_${suffix}`,
    BEIAN_DATABASE_PASSWORD: randomUUID(),
    BEIAN_RUNTIME_USER: `beian_runtime_${suffix}`,
    BEIAN_RUNTIME_PASSWORD: randomUUID(),
    BEIAN_DATABASE: `beian_${suffix}`,
    TEMPORAL_POSTGRES_USER: `temporal_${suffix}`,
    TEMPORAL_POSTGRES_PASSWORD: randomUUID(),
    TEMPORAL_DATABASE: `temporal_${suffix}`,
    TEMPORAL_VISIBILITY_DATABASE: `temporal_visibility_${suffix}`,
  };
}

async function serverEnvironment(folder: string) {
  const [tool, ports] = await Promise.all([goProgram(goPrograms.sqlTool, printProgress), freePorts(PORTS.length)]);
  await symlink(tool, join(folder, 'temporal-sql-tool'));
  const { hostname, port } = new URL(testDatabaseUrl());
  const portOf = (name: (typeof PORTS)[number]) => String(ports[PORTS.indexOf(name)]);
  return {
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    TEMPORAL_POSTGRES_HOST: hostname,
    TEMPORAL_POSTGRES_PORT: port,
    TEMPORAL_DYNAMIC_CONFIG: join(deployFolder, 'temporal', 'dynamic-config.yaml'),
    TEMPORAL_LOG_LEVEL: 'warn',
    BIND_ON_IP: '127.0.0.1',
    ...Object.fromEntries(PORTS.map((name) => [name, portOf(name)])),
    TEMPORAL_FRONTEND_PORT: portOf('TEMPORAL_FRONTEND_PORT'),
    TEMPORAL_HTTP_PORT: portOf('TEMPORAL_HTTP_PORT'),
    TEMPORAL_METRICS_PORT: portOf('TEMPORAL_METRICS_PORT'),
  };
}

async function startServer(folder: string, env: NodeJS.ProcessEnv): Promise<Child> {
  return startChild({
    name: 'Temporal server',
    command: await goProgram(goPrograms.server, printProgress),
    args: ['start'],
    logFile: join(folder, 'temporal.log'),
    cwd: folder,
    env: {
      ...env,
      TEMPORAL_SERVER_CONFIG_FILE_PATH: join(deployFolder, 'temporal', 'server.yaml.template'),
      TEMPORAL_ALLOW_NO_AUTH: 'true',
    },
    graceSeconds: 30,
  });
}

/** What psql does with `\getenv name VARIABLE`, with the file of a secret, and with `:'name'` and `:"name"`. */
async function createRoles(names: Names): Promise<void> {
  const script = await readFile(join(deployFolder, 'postgres', 'roles.sql'), 'utf8');
  const environment: Readonly<Record<string, string>> = names;
  const named = /^\\(?:getenv (\w+) (\w+)|set (\w+) `cat \/run\/secrets\/(\w+)`)$/gm;
  const values = new Map(
    [...script.matchAll(named)].map(([, name = '', variable = '', secret = '', file = '']) => [
      name === '' ? secret : name,
      environment[name === '' ? file.toUpperCase() : variable] ?? '',
    ]),
  );
  const statements = script
    .replaceAll(/^(--|\\).*$/gm, '')
    .replaceAll(/:'(\w+)'/g, (_all, name: string) => pg.escapeLiteral(values.get(name) ?? ''))
    .replaceAll(/:"(\w+)"/g, (_all, name: string) => pg.escapeIdentifier(values.get(name) ?? ''))
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  await asSuperuser(async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

async function dropAll(names: Names): Promise<void> {
  const databases = [names.TEMPORAL_DATABASE, names.TEMPORAL_VISIBILITY_DATABASE, names.BEIAN_DATABASE];
  const roles = [names.TEMPORAL_POSTGRES_USER, names.BEIAN_RUNTIME_USER, names.BEIAN_DATABASE_USER];
  await asSuperuser(async (client) => {
    for (const name of databases) {
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    }
    for (const role of roles) await client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(role)}`);
  });
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlFor(user: string, password: string, database: string): string {
  const url = new URL(testDatabaseUrl());
  Object.assign(url, { username: user, password, pathname: `/${database}` });
  return url.toString();
}

/** Whether a client with these variables is answered. */
export async function answers(variables: Readonly<Record<string, string>>): Promise<boolean> {
  const options = temporalConnectionOptions(readConfig(temporalServerSchema, variables));
  try {
    const connection = await Connection.connect({ ...options, connectTimeout: 2_000 });
    try {
      await connection.workflowService.getSystemInfo({});
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
