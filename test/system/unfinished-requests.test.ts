/** The real API process under hundreds of requests that never come to their end: its memory stays flat, and others are answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../support/servers/run-program.ts';
import sharp from 'sharp';
import { localTokens } from '../../api/auth/tokens.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { closeDatabase, type Database } from '../../store/postgres/database.ts';
import { openVault, type Vault } from '../../store/sealing/vault.ts';
import { startChild, untilReady, type Child } from '../../stack/processes/children.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { sandboxEnvironment } from '../../stack/sandbox-environment.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { individual } from '../support/orders/applicants.ts';
import { sampleOrder } from '../support/orders/stored-orders.ts';
import { FORM_BEGIN, headOf, sendUnfinished, uploadHead, type RawRequest } from '../support/servers/raw-request.ts';
import { migratedDatabase } from '../support/servers/seeded-database.ts';
import { testTemporalAddress } from '../support/servers/servers.ts';
import { openPatiently } from '../support/servers/database.ts';

const MB = 1024 * 1024;
const UNFINISHED = 300;
const SLOT = 'entity-certificate';
const PART = Buffer.alloc(MB, 'x');
/** V8 leaves up to 64 MB of buffers that nobody holds any more where they are. Parts that were kept would be 300 MB. */
const GROWS_AT_MOST = 100 * MB;
/** No worker runs, so no upload hears its outcome; each would wait for it as long as in production. */
const OUTCOME_WAIT_MS = '200';

interface Applicant {
  orderId: OrderId;
  token: string;
}

let folder: string;
let api: Child;
let port: number;
let database: Database;
let vault: Vault;
let issue: (account: AccountId) => Promise<string>;
let dropDatabase: () => Promise<void>;
const open: RawRequest[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-unfinished-'));
  const testDatabase = await migratedDatabase();
  dropDatabase = testDatabase.drop;
  const [, operations = 0] = ([port = 0] = await freePorts(2));
  const url = `http://127.0.0.1:${port}`;
  const unused = { port: 1, url };
  const environment = await sandboxEnvironment(
    folder,
    { postgresUrl: testDatabase.url, temporalAddress: testTemporalAddress(), temporalNamespace: 'default', uiUrl: undefined },
    { api: { port, url }, operations: { port: operations, url: '' }, console: { port: operations, url: '' }, codec: unused, sandbox: { ...unused, smtpPort: 1 }, worker: { ...unused, sdkMetrics: 1 } },
    'gateway',
  );
  database = openPatiently(testDatabase.url);
  vault = openVault(environment['BEIAN_MASTER_KEYS'] ?? '', environment['BEIAN_INDEX_KEY'] ?? '');
  const tokens = localTokens(environment['BEIAN_DEMO_TOKEN_SECRET'] ?? '');
  issue = (account) => tokens.issue({ sub: `user-${account}`, role: 'applicant', account });
  api = startChild({
    name: 'API',
    command: process.execPath,
    args: await argumentsOf('api/main.ts'),
    cwd: projectFolder,
    env: { PATH: process.env['PATH'], ...environment, BEIAN_ACTION_WAIT_MS: OUTCOME_WAIT_MS },
    logFile: join(folder, 'api.log'),
  });
  await untilReady(api, 100, () => fetch(`${url}/healthz`).then(({ ok }) => ok, () => false));
  await warmUp();
}); // prettier-ignore
afterAll(async () => {
  for (const { socket } of open) socket.destroy();
  await api.stop();
  await closeDatabase(database);
  await dropDatabase();
  await rm(folder, { recursive: true, force: true });
});

async function newApplicant(): Promise<Applicant> {
  const { id, accountId } = await sampleOrder(database, vault, { form: individual(), clockSkewMs: 0 });
  return { orderId: id, token: await issue(accountId) };
}

async function memory(): Promise<number> {
  const { stdout } = await runProgram('ps', ['-o', 'rss=', '-p', String(api.pid)]);
  return Number(stdout.trim()) * 1024;
}

/** Requests that do come to their end; the memory of a process grows with its first hundreds, whatever they are. */
async function warmUp(): Promise<void> {
  const [one, other] = [await newApplicant(), await newApplicant()];
  const uploaded = await Promise.all(
    [one, other, await newApplicant()].map((applicant, red) => upload(applicant, red)),
  );
  expect(uploaded).toEqual([200, 200, 200]);
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(PART)], { type: 'image/jpeg' }), 'scan.jpg');
  const foreign = `http://127.0.0.1:${port}/v1/orders/${other.orderId}/documents/${SLOT}`;
  const headers = { Authorization: `Bearer ${one.token}` };
  for (let sent = 0; sent < UNFINISHED; sent += 20) {
    const answers = Array.from({ length: 20 }, () => fetch(foreign, { method: 'PUT', headers, body: form }));
    for (const { status } of await Promise.all(answers)) expect(status).toBe(404);
  }
}

const images = new Map<number, Buffer>();
const upload = async ({ orderId, token }: Applicant, red: number): Promise<number> => {
  const image = images.get(red) ?? await sharp({ create: { width: 1200, height: 900, channels: 3, background: { r: red, g: 9, b: 9 } } }).jpeg().toBuffer();
  images.set(red, image);
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(image)], { type: 'image/jpeg' }), 'scan.jpg');
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${port}/v1/orders/${orderId}/documents/${SLOT}`, { method: 'PUT', headers, body: form });
  return answer.status;
}; // prettier-ignore

const read = async ({ orderId, token }: Applicant): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/v1/orders/${orderId}`, { headers: { Authorization: `Bearer ${token}` } }))
    .status;

/** Sends the requests, has another applicant read and upload meanwhile, and says how much the process grew. */
async function under(send: (index: number) => Promise<RawRequest>): Promise<number> {
  const good = await newApplicant();
  expect(await upload(good, 1)).toBe(200);
  const before = await memory();
  let highest = before;
  const look = async () => {
    highest = Math.max(highest, await memory());
  };
  for (let index = 0; index < UNFINISHED; index += 25) {
    open.push(...(await Promise.all(Array.from({ length: 25 }, (_, more) => send(index + more)))));
    expect(await read(good)).toBe(200);
    await look();
  }
  const uploading = Promise.all([upload(good, 100), upload(await newApplicant(), 101)]);
  expect(await read(good)).toBe(200);
  await look();
  expect(await uploading).toEqual([200, 200]);
  expect(await read(good)).toBe(200);
  await look();
  return highest - before;
}

test('300 unfinished uploads of one applicant', async () => {
  const { orderId, token } = await newApplicant();
  const grown = await under(() => sendUnfinished(port, uploadHead(orderId, SLOT, token, 3 * MB), FORM_BEGIN, PART));
  expect(grown).toBeLessThan(GROWS_AT_MOST);
});

test('300 unfinished uploads of 75 applicants', async () => {
  const many: Applicant[] = [];
  while (many.length < 75) many.push(await newApplicant());
  const grown = await under((index) => {
    const { orderId, token } = many[index % many.length] ?? { orderId: '', token: '' };
    return sendUnfinished(port, uploadHead(orderId, SLOT, token, 3 * MB), FORM_BEGIN, PART);
  });
  expect(grown).toBeLessThan(GROWS_AT_MOST);
});

test('300 unfinished bodies of JSON, callbacks and headers', async () => {
  const { orderId, token } = await newApplicant();
  const begun = Buffer.alloc(200_000, '[');
  const json = (path: string, method: string, headers: Record<string, string>) =>
    sendUnfinished(port, headOf(method, path, { 'Content-Type': 'application/json', 'Content-Length': 250_000, ...headers }), begun);
  const kinds = [
    () => json(`/v1/orders/${orderId}/form`, 'PATCH', { Authorization: `Bearer ${token}` }),
    () => json('/v1/webhooks/bureau', 'POST', { 'webhook-signature': 'v1,x' }),
    () => sendUnfinished(port, 'POST /v1/orders HTTP/1.1\r\nHost: x\r\nX-Slow: ', Buffer.alloc(8000, 'x')),
  ];
  const grown = await under((index) => kinds[index % kinds.length]?.() ?? json('/', 'POST', {}));
  expect(grown).toBeLessThan(GROWS_AT_MOST);
}); // prettier-ignore

test('300 readers of events and of the OpenAPI document who take nothing of what they asked for', async () => {
  const many: Applicant[] = [];
  while (many.length < 50) many.push(await newApplicant());
  const asked = async (path: string, token: string) => {
    const request = await sendUnfinished(port, headOf('GET', path, { Authorization: `Bearer ${token}` }));
    request.socket.pause();
    return request;
  };
  const grown = await under((index) => {
    const { orderId, token } = many[index % many.length] ?? { orderId: '', token: '' };
    return asked(index % 2 === 0 ? '/openapi.json' : `/v1/orders/${orderId}/events`, token);
  });
  expect(grown).toBeLessThan(GROWS_AT_MOST);
});
