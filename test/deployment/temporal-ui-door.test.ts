/**
 * The door before Temporal UI: the proxy of docker-compose.yml with its own configuration, before a server that would answer anybody.
 * Nothing reaches that server without a session of somebody with a role of the staff.
 */
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startChild, untilReady } from '../../stack/processes/children.ts';
import { createParts } from '../../stack/processes/parts.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { printProgress } from '../../stack/progress.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { goProgram, goPrograms } from '../../stack/temporal/go-programs.ts';
import { environmentOf, FILLED_IN, serviceNamed } from './compose.ts';
import { startIdentityProvider, type IdentityProvider } from './identity-provider.ts';

const parts = createParts();
let provider: IdentityProvider;
let port: number;
/** What came through the door. */
let reached: string[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'beian-door-'));
  parts.add('folder', () => rm(folder, { recursive: true }));
  const ui: Server = createServer((asked, answer) => {
    reached.push(`${asked.method} ${asked.url}`);
    answer.end('the UI');
  });
  await listens(ui);
  parts.add('UI', async () => void ui.close());
  provider = await startIdentityProvider('temporal-ui');
  parts.add('identity provider', async () => provider.stop());
  [port = 0] = await freePorts(1);
  const door = startChild({
    name: 'door',
    command: await goProgram(goPrograms.authProxy, printProgress),
    args: (serviceNamed('temporal-ui-door').command ?? []).map((argument) =>
      argument.replace('/etc/beian/', `${projectFolder}/deploy/`),
    ),
    logFile: join(folder, 'door.log'),
    cwd: folder,
    env: {
      ...environmentOf('temporal-ui-door', FILLED_IN),
      OAUTH2_PROXY_HTTP_ADDRESS: `127.0.0.1:${port}`,
      OAUTH2_PROXY_UPSTREAMS: `http://127.0.0.1:${portOf(ui)}`,
      OAUTH2_PROXY_OIDC_ISSUER_URL: provider.issuer,
      OAUTH2_PROXY_REDIRECT_URL: `http://127.0.0.1:${port}/oauth2/callback`,
      OAUTH2_PROXY_COOKIE_SECURE: 'false',
    },
    graceSeconds: 5,
  });
  parts.add('door', () => door.stop());
  await untilReady(door, 90, async () => (await ask('GET', '/ping').catch(() => undefined))?.status === 200);
  // Compiling the proxy for the first time takes minutes.
}, 600_000);
afterAll(() => parts.stop());
beforeEach(() => {
  reached = [];
});

/** Every kind of path of Temporal UI 2.54.1, and ways of writing them that a careless door lets through. */
const HISTORY = '/api/v1/namespaces/beian/workflows/BA20260302-ABCDEFGH';
const PATHS = [
  '/',
  '/namespaces/beian/workflows',
  '/api/v1/namespaces',
  '/api/v1/settings',
  '/api/v1/cluster-info',
  `${HISTORY}/runs/00000000-0000-4000-8000-000000000000/history.json`,
  `${HISTORY}/runs//history.json`,
  `${HISTORY}/runs/history.json`,
  `${HISTORY}/runs/%20/events/reverse`,
  '//api/v1/namespaces',
  '/./api/v1/namespaces',
  '/ping/../api/v1/namespaces',
  '/oauth2/../api/v1/namespaces',
  '/oauth2/static/../../api/v1/namespaces',
  '/%61pi/v1/namespaces',
  '/api%2fv1%2fnamespaces',
  '/healthz',
  '/metrics',
  '/auth/sso',
  '/auth/sso/callback?code=x&state=y',
  '/auth/refresh',
  '/auth/logout',
  '/_app/version.json',
  '/render',
  '/prototype',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

describe('without a session', () => {
  test.each(PATHS)('%s is answered by the door alone, whatever the method', async (path) => {
    for (const method of METHODS) {
      const { status, body } = await ask(method, path);
      expect({ method, body: body.includes('the UI') }).toEqual({ method, body: false });
      // 301: the path is written tidily first.
      expect([301, 302, 307, 400, 401, 403, 404, 405]).toContain(status);
    }
    expect(reached).toEqual([]);
  });

  test.each([
    ['a token of the identity provider', { authorization: 'Bearer abc.def.ghi' }],
    ['a name and a password', { authorization: `Basic ${Buffer.from('operator:operator').toString('base64')}` }],
    ['headers that name somebody', { 'x-forwarded-user': 'operator', 'x-auth-request-groups': 'operator' }],
    ['headers that name another path', { 'x-forwarded-uri': '/ping', 'x-original-url': '/ping' }],
    ['a cookie that somebody made', { cookie: '__beian_temporal_ui=b3BlcmF0b3I=|1800000000|c2lnbmF0dXJl' }],
  ])('%s opens nothing', async (_name, headers) => {
    for (const path of ['/', `${HISTORY}/runs//history.json`]) await ask('GET', path, headers);
    expect(reached).toEqual([]);
  });
});

describe('with a session', () => {
  test.each(['operator', 'auditor'])('%s reaches the UI', async (role) => {
    const { status, cookie } = await signIn({ sub: 'auth0|5f7c', role });
    expect(status).toBe(302);
    const answer = await ask('GET', `${HISTORY}/runs/history.json`, { cookie });
    expect([answer.status, answer.body]).toEqual([200, 'the UI']);
    expect(reached).toEqual([`GET ${HISTORY}/runs/history.json`]);
  });

  test.each([
    ['an applicant', { role: 'applicant' }],
    ['a reviewer', { role: 'reviewer' }],
    ['somebody without a role', {}],
    ['somebody with an empty role', { role: '' }],
    ['somebody whose role only sounds like one', { role: 'operators' }],
  ])('%s of the same identity provider does not', async (_name, claims) => {
    const { status, cookie } = await signIn({ sub: 'somebody', ...claims });
    expect(status).toBe(403);
    for (const path of PATHS) await ask('GET', path, { cookie });
    expect(reached).toEqual([]);
  });
});

/** Goes the way of a browser: to the identity provider, and back with a code. */
async function signIn(claims: Record<string, string>): Promise<{ status: number; cookie: string }> {
  provider.signsIn(claims);
  const sent = await ask('GET', '/');
  const back = await fetch(sent.location ?? '', { redirect: 'manual' });
  const { pathname, search } = new URL(back.headers.get('location') ?? '');
  const { status, cookies } = await ask('GET', `${pathname}${search}`, { cookie: jar(sent.cookies) });
  return { status, cookie: jar(cookies) };
}

const jar = (cookies: readonly string[]): string => cookies.map((each) => each.split(';')[0]).join('; ');

interface Answer {
  status: number;
  body: string;
  location: string | undefined;
  cookies: readonly string[];
}

/** By hand, because `fetch` tidies paths up. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const read: Buffer[] = [];
      answer.on('data', (part: Buffer) => read.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(read).toString('utf8'),
          location: answer.headers.location,
          cookies: answer.headers['set-cookie'] ?? [],
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listens = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
