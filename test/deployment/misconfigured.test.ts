/**
 * Every process with a variable too few, or with one that is wrong: it ends by itself with status 2, names the variable, and
 * has called nobody.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pLimit from 'p-limit';
import { ConfigError, readConfig } from '../../domain/configuration.ts';
import { apiConfigSchema, workerProcessConfigSchema } from '../../runtime/config.ts';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { environmentOf, FILLED_IN } from './compose.ts';

// Ends a process that hangs. Most of the time a process waits for its turn, and for the other test files of two cores.
jest.setTimeout(600_000);

/** Processes that start at once; each takes a core for some seconds. */
const inTurn = pLimit(4);

type Variables = Readonly<Record<string, string>>;

/** Postgres and Temporal for all processes here; nobody may come. */
let servers: Server;
let visits = 0;
beforeAll(async () => {
  servers = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  servers.listen(0, '127.0.0.1');
  await once(servers, 'listening');
});
afterAll(() => {
  servers.close();
  expect(visits).toBe(0);
});

const BENCH: Variables = { BENCH_SIDE: 'floor', BENCH_BUNDLE: 'bundle.js', BENCH_CACHED_WORKFLOWS: '10' };

/** The complete environment of each program, as docker-compose.yml gives it. */
const COMPLETE: Readonly<Record<string, Variables>> = {
  'api/main.ts': environmentOf('api', FILLED_IN),
  'workers/main.ts': environmentOf('worker', FILLED_IN),
  'codec/main.ts': environmentOf('codec', FILLED_IN),
  'workers/promote-main.ts': environmentOf('promote', FILLED_IN),
  'workers/ensure-namespace-main.ts': environmentOf('temporal-namespace', FILLED_IN),
  'workers/replay-main.ts': environmentOf('worker', FILLED_IN),
  'workers/bundle-main.ts': {},
  'store/commands/migrate-main.ts': environmentOf('migrate', FILLED_IN),
  'store/commands/rotate-keys-main.ts': environmentOf('worker', FILLED_IN),
  'store/commands/audit-verify.ts': environmentOf('worker', FILLED_IN),
  'sandbox/main.ts': {},
  'bench/worker-main.ts': { ...environmentOf('worker', FILLED_IN), ...BENCH },
};
const ARGUMENTS: Readonly<Record<string, string[]>> = { 'workers/replay-main.ts': ['BA20260209-23456789'] };

const OF_EVERY_HOST = [
  'DATABASE_URL',
  'BEIAN_MASTER_KEYS',
  'BEIAN_INDEX_KEY',
  'BEIAN_PAYLOAD_KEYS',
  'SMTP_HOST',
  'SMTP_PORT',
  'SMTP_FROM',
  'DESK_EMAIL',
  'SMS_VENDOR',
  'LIVENESS_VENDOR',
  'BUREAU',
  'DOCUMENTS',
  'ASSETS_URL',
  'ASSETS_TOKEN',
];
const OF_THE_API = [
  'BEIAN_PUBLIC_URL',
  'BEIAN_LINK_SECRET',
  'BEIAN_SMS_RECEIPT_TOKENS',
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
  'OIDC_JWKS_URL',
];
/** What the vendors chosen in .env.example ask for. */
const OF_THE_VENDORS = [
  'SMS_SIGN_NAME',
  'SMS_APP_ID',
  'SMS_TEMPLATES',
  'LIVENESS_RULE_ID',
  'TENCENT_SECRET_ID',
  'TENCENT_SECRET_KEY',
  'DOCUMENTS_FOLDER',
];

interface Ended {
  status: number | null;
  said: string;
}

const endOf = (program: string, environment: Variables, args: readonly string[]): Promise<Ended> =>
  inTurn(() => runToItsEnd(program, environment, args));

async function runToItsEnd(program: string, environment: Variables, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [...(await argumentsOf(program)), ...args], {
    cwd: projectFolder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status, said: `${out}${err}` };
}

/** The environment with some variables changed; an empty text takes one away, as Compose does. */
function changed(program: string, changes: Variables): Variables {
  const address = `127.0.0.1:${portOf(servers.address())}`;
  const { DATABASE_URL, TEMPORAL_ADDRESS, ...others } = COMPLETE[program] ?? {};
  return {
    ...others,
    ...(DATABASE_URL === undefined ? {} : { DATABASE_URL: `postgres://beian:password@${address}/beian` }),
    ...(TEMPORAL_ADDRESS === undefined ? {} : { TEMPORAL_ADDRESS: address }),
    ...changes,
  };
}

test.concurrent.each([
  ['api/main.ts', [...OF_EVERY_HOST, ...OF_THE_API]],
  ['workers/main.ts', OF_EVERY_HOST],
  ['bench/worker-main.ts', [...OF_EVERY_HOST, ...Object.keys(BENCH)]],
  ['codec/main.ts', ['BEIAN_PAYLOAD_KEYS', 'OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL']],
  ['workers/promote-main.ts', ['BEIAN_BUILD_ID']],
  ['workers/replay-main.ts', ['BEIAN_PAYLOAD_KEYS']],
  ['store/commands/migrate-main.ts', ['DATABASE_URL']],
  ['store/commands/rotate-keys-main.ts', ['DATABASE_URL', 'BEIAN_MASTER_KEYS', 'BEIAN_INDEX_KEY']],
  ['store/commands/audit-verify.ts', ['DATABASE_URL']],
])('%s that was given nothing names all it needs, and ends with status 2', async (program, names) => {
  const { status, said } = await endOf(program, {}, ARGUMENTS[program] ?? []);
  expect({ program, status, named: names.filter((name) => said.includes(`${name}: `)) }).toEqual({
    program,
    status: 2,
    named: names,
  });
  expect(said).toContain('Set these variables and start again');
});

describe('a process that lacks one variable, or was given a wrong one, names that one', () => {
  const short = 'tooshort';
  const WRONG: [program: string, name: string, value: string][] = [
    ['api/main.ts', 'OIDC_JWKS_URL', ''],
    ['api/main.ts', 'BEIAN_MASTER_KEYS', `m1:${short}`],
    ['api/main.ts', 'BEIAN_PAYLOAD_KEYS', `p1:${short}`],
    ['api/main.ts', 'SMTP_FROM', 'Beian'],
    ['api/main.ts', 'TEMPORAL_TLS_CA_FILE', '/nowhere/ca.pem'],
    ['workers/main.ts', 'BEIAN_PAYLOAD_KEYS', ''],
    ['workers/main.ts', 'BEIAN_MASTER_KEYS', `m1:${short}`],
    ['workers/main.ts', 'BEIAN_WORKFLOW_BUNDLE', '/nowhere/bundle.js'],
    ['codec/main.ts', 'OIDC_ISSUER', ''],
    ['codec/main.ts', 'BEIAN_PAYLOAD_KEYS', `p1:${short}`],
    ['codec/main.ts', 'BEIAN_CODEC_PORT', '99999'],
    ['workers/promote-main.ts', 'BEIAN_BUILD_ID', ''],
    ['workers/ensure-namespace-main.ts', 'TEMPORAL_RETENTION_DAYS', 'a month'],
    ['workers/ensure-namespace-main.ts', 'TEMPORAL_ADDRESS', 'https://temporal'],
    ['workers/replay-main.ts', 'BEIAN_PAYLOAD_KEYS', short],
    ['store/commands/migrate-main.ts', 'DATABASE_URL', 'mysql://somewhere/beian'],
    ['store/commands/rotate-keys-main.ts', 'BEIAN_MASTER_KEYS', short],
    ['store/commands/audit-verify.ts', 'BEIAN_INDEX_KEY', short],
    ['sandbox/main.ts', 'SANDBOX_PORT', 'http'],
    ['sandbox/main.ts', 'SANDBOX_GATEWAY_SECRET', short],
  ];

  test.concurrent.each(WRONG)('%s: %s="%s"', async (program, name, value) => {
    const { status, said } = await endOf(program, changed(program, { [name]: value }), ARGUMENTS[program] ?? []);
    expect(status).toBe(2);
    expect(said).toContain(name);
    expect(said).not.toContain(short);
  });

  test.concurrent.each(['workers/replay-main.ts', 'workers/bundle-main.ts'])(
    '%s without an argument says which one it needs',
    async (program) => {
      const { status, said } = await endOf(program, changed(program, {}), []);
      expect(status).toBe(2);
      expect(said).toMatch(/^Name /);
    },
  );
});

const COMMANDS = ['stack/start.ts', 'stack/demo.ts', 'stack/reset.ts', 'bench/run.ts', 'chaos/main.ts'];

test.concurrent.each(COMMANDS)(
  '%s with an option that it does not have says which it has, and ends',
  async (program) => {
    const { status, said } = await endOf(program, {}, ['--no-such-option']);
    expect({ program, status }).toEqual({ program, status: 2 });
    expect(said).toMatch(/^Unknown option '--no-such-option'.*\nUsage: npm /);
    expect(said).not.toContain('    at ');
  },
);

test.concurrent.each(COMMANDS)('%s --help says how it is used, and does nothing else', async (program) => {
  const { status, said } = await endOf(program, {}, ['--help']);
  expect({ program, status }).toEqual({ program, status: 0 });
  expect(said).toMatch(/^Usage: npm [^\n]+\n$/);
});

const SCHEMAS = {
  'api/main.ts': { schema: apiConfigSchema, names: [...OF_EVERY_HOST, ...OF_THE_VENDORS, ...OF_THE_API] },
  'workers/main.ts': { schema: workerProcessConfigSchema, names: [...OF_EVERY_HOST, ...OF_THE_VENDORS] },
};

describe.each(Object.entries(SCHEMAS))('the configuration of %s', (program, { schema, names }) => {
  const read = (changes: Variables) => () => readConfig(schema, changed(program, changes));

  test('is complete as docker-compose.yml gives it', () => {
    expect(read({})).not.toThrow();
  });

  test.each(names)('without %s is refused, and only that one is named', (name) => {
    expect(read({ [name]: '' })).toThrow(ConfigError);
    expect(read({ [name]: '' })).toThrow(new RegExp(`nothing was started:\n {2}${name}: [^\n]+\nSet these`));
  });

  test.each([
    ['DATABASE_URL', 'localhost:5432'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', 'soon'],
    ['BEIAN_MASTER_KEYS', 'no key'],
    ['BEIAN_INDEX_KEY', 'short'],
    ['BEIAN_PAYLOAD_KEYS', 'p1:AAAA'],
    ['BEIAN_MODE', 'test'],
    ['LOG_LEVEL', 'loud'],
    ['TEMPORAL_ADDRESS', 'nowhere'],
    ['TEMPORAL_TLS', 'maybe'],
    ['TEMPORAL_TLS_KEY_FILE', '/nowhere/key.pem'],
    ['SMTP_PORT', '70000'],
    ['SMTP_TLS', 'ssl'],
    ['SMTP_FROM', 'nobody'],
    ['DESK_EMAIL', 'desk'],
    ['SMS_VENDOR', 'carrier pigeon'],
    ['SMS_TEMPLATES', '{'],
    ['LIVENESS_VENDOR', 'mirror'],
    ['BUREAU', 'post'],
    ['DOCUMENTS', 'drawer'],
    ['ASSETS_URL', 'ftp://assets'],
    ['ASSETS_TOKEN', 'short'],
  ])('with %s="%s" is refused, and that one is named', (name, value) => {
    expect(read({ [name]: value })).toThrow(new RegExp(`^ {2}${name}: `, 'm'));
  });
});
