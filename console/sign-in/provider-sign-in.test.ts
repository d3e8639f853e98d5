/** Sign-in at an OpenID provider that nobody here wrote, with sessions and accounts in Postgres. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { providerSignIn } from '../../adapters/identity-provider/sign-in.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { createConsole } from '../app.ts';
import type { ConsoleOptions } from '../dependencies.ts';
import { page } from '../http/route.ts';
import { storedSessions } from '../sessions/sessions.ts';
import { WebBrowser } from '../../test/support/console/web-browser.ts';
import { startOpenIdProvider, type OpenIdProvider } from '../../test/support/parties/openid-provider.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';

const REFUSED_SIGN_OUTS = 5;
const ROLES = ['applicant', 'reviewer', 'operator'] as const;
const hello = page({
  path: '/hello',
  roles: ROLES,
  show: async ({ caller }) => ({ title: 'hello', body: `${caller.role} ${caller.id} of ${caller.accountId ?? '–'}` }),
});

let store: MigratedDatabase;
let server: Server;
let url: string;
let provider: OpenIdProvider;

beforeAll(async () => {
  store = await migratedDatabase();
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${portOf(server.address())}`;
  provider = await startOpenIdProvider(url);
  const { db: database, vault } = store;
  const app = createConsole(
    {
      database,
      vault,
      log: pino({ level: 'silent' }),
      sessions: storedSessions({ database }),
      consoleUrl: url,
      publicUrl: url,
      limits: { refusedSignOutsPerMinute: REFUSED_SIGN_OUTS },
      provider: providerSignIn({
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        redirectUri: `${url}/sign-in/callback`,
        scopes: 'openid',
        claims: { role: 'role', account: 'account' },
        verifiedClaim: 'identity_verified',
        newCustomers: true,
        secondFactor: ['otp'],
      }),
    } as ConsoleOptions,
    [hello],
  );
  server.on('request', app);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await provider.close();
  await store.close();
});

const atHello = (browser: WebBrowser) => browser.get(`${url}/hello`);

test('a page that asks for a sign-in leads to the provider, and the person comes back to it', async () => {
  provider.signsIn('built-in/reviewer-1', { role: ['offline_access', 'reviewer'] });
  const visited = await atHello(new WebBrowser());
  expect([visited.status, visited.url]).toEqual([200, `${url}/hello`]);
  expect(visited.text).toContain('reviewer built-in/reviewer-1 of –');
});

describe('an answer of the provider', () => {
  test('is of no use in a browser that did not ask for it', async () => {
    const visited = await new WebBrowser().get(`${url}/sign-in/callback?code=somebody-elses&state=guessed`);
    expect(visited.status).toBe(403);
    expect(visited.text).toContain('登录已超时，或是在另一个浏览器中开始的');
  });

  test('to another question of the same browser is not taken', async () => {
    const browser = new WebBrowser();
    await browser.ask(`${url}/sign-in`);
    const visited = await browser.get(`${url}/sign-in/callback?code=somebody-elses&state=guessed`);
    expect([visited.status, visited.text.includes('身份提供方的答复无法接受')]).toEqual([403, true]);
  });
});

test('staff without the second factor are asked for it, and come in with it', async () => {
  const browser = new WebBrowser();
  provider.signsIn('built-in/operator-1', { role: 'operator' }, ['pwd']);
  const without = await atHello(browser);
  expect(without.status).toBe(403);
  expect(without.text).toContain('/sign-in?second=1');
  provider.signsIn('built-in/operator-1', { role: 'operator' }, ['pwd', 'otp']);
  await browser.get(`${url}/sign-in?second=1`);
  expect((await atHello(browser)).text).toContain('operator built-in/operator-1');
});

test('A-194: the first sign-in of a customer makes an account, which is verified by the word of the provider alone', async () => {
  const account = (id: string) => readAccount(store.db, store.vault, id as AccountId);
  provider.signsIn('customer-1', {}, ['pwd']);
  expect((await atHello(new WebBrowser())).text).toContain('applicant customer-1 of customer-1');
  expect(await account('customer-1')).toMatchObject({ verified: false });
  provider.signsIn('customer-2', { account: 'account-77', identity_verified: true }, ['pwd']);
  expect((await atHello(new WebBrowser())).text).toContain('applicant customer-2 of account-77');
  expect(await account('account-77')).toMatchObject({ verified: true });
  // What is known of an account stays as it is.
  provider.signsIn('customer-1', { identity_verified: true }, ['pwd']);
  await atHello(new WebBrowser());
  expect(await account('customer-1')).toMatchObject({ verified: false });
});

describe('a sign-out at the provider', () => {
  /** A reviewer signs in, and signs out at the provider; the next visit is that of another one. */
  async function endsTheSession(first: string, next: string): Promise<void> {
    const browser = new WebBrowser();
    provider.signsIn(`built-in/${first}`, { role: 'reviewer' });
    expect((await atHello(browser)).text).toContain(first);
    const { text } = await browser.get(`${provider.issuer}/session/end`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    await browser.send(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    provider.signsIn(`built-in/${next}`, { role: 'reviewer' });
    expect((await atHello(browser)).text).toContain(next);
  }

  test('ends the session here', () => endsTheSession('reviewer-2', 'reviewer-3'));

  test('does not end anything when somebody else says so', async () => {
    const browser = new WebBrowser();
    provider.signsIn('built-in/reviewer-4', { role: 'reviewer' });
    await atHello(browser);
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'logout+jwt' })
      .setIssuer(provider.issuer)
      .setAudience(provider.clientId)
      .setSubject('built-in/reviewer-4')
      .setJti('once')
      .setIssuedAt()
      .sign(privateKey);
    const { status } = await new WebBrowser().send(`${url}/sign-out/provider`, { logout_token: forged });
    expect(status).toBe(400);
    provider.signsIn('built-in/somebody-else', { role: 'reviewer' });
    expect((await atHello(browser)).text).toContain('reviewer-4');
  });

  test('that nobody can prove may be tried a few times a minute, and holds up no genuine one', async () => {
    const forged = () => new WebBrowser().send(`${url}/sign-out/provider`, { logout_token: 'made-up' });
    const statuses: number[] = [];
    for (let tried = 0; tried <= REFUSED_SIGN_OUTS; tried += 1) statuses.push((await forged()).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.every((status) => status === 400 || status === 429)).toBe(true);
    await endsTheSession('reviewer-5', 'reviewer-6');
  });
});
