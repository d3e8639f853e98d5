/** The keys of an identity provider that goes away, comes back and changes its keys. The test's clock decides what time it is. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { providerTokens, type TokenCheck } from './tokens.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const where = { issuer: 'https://id.example', audience: 'beian' };

let provider: Server;
let asked: number;
let answers: { status: number; keys: JWK[] };
let now: number;
let check: TokenCheck;
let one: CryptoKey;
let two: CryptoKey;
let published: Record<'one' | 'two', JWK>;

beforeEach(async () => {
  const pairs = { one: await generateKeyPair('ES256'), two: await generateKeyPair('ES256') };
  one = pairs.one.privateKey;
  two = pairs.two.privateKey;
  published = {
    one: { ...(await exportJWK(pairs.one.publicKey)), kid: 'one', alg: 'ES256' },
    two: { ...(await exportJWK(pairs.two.publicKey)), kid: 'two', alg: 'ES256' },
  };
  asked = 0;
  answers = { status: 200, keys: [published.one] };
  provider = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answers.status).end(JSON.stringify({ keys: answers.keys }));
  });
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  now = Date.parse('2026-03-02T09:00:00+08:00');
  const jwksUrl = `http://127.0.0.1:${portOf(provider.address())}/keys`;
  check = providerTokens({ ...where, jwksUrl, now: () => now });
});
afterEach(async () => {
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
});

/** A token that was signed just now. */
const tokenBy = (kid: 'one' | 'two', key: CryptoKey) =>
  new SignJWT({ sub: 'somebody', role: 'operator' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(where.issuer)
    .setAudience(where.audience)
    .setExpirationTime(now / 1000 + 300)
    .sign(key);
const isTaken = async (kid: 'one' | 'two', key: CryptoKey) =>
  expect(await check(await tokenBy(kid, key))).toMatchObject({ role: 'operator' });

test.each([
  ['answers with an error', 503],
  ['sends people elsewhere', 302],
])('keys once fetched serve for hours while the provider %s', async (_what, status) => {
  await isTaken('one', one);
  answers.status = status;
  for (const hours of [1, 6, 12, 23]) {
    now = Date.parse('2026-03-02T09:00:00+08:00') + hours * HOUR;
    await isTaken('one', one);
  }
  now += 2 * HOUR;
  await expect(check(await tokenBy('one', one))).rejects.toMatchObject({ name: 'RetryableError' });
  answers.status = 200;
  await isTaken('one', one);
});

test('a provider that is away is not asked for every token', async () => {
  await isTaken('one', one);
  answers.status = 503;
  now += HOUR;
  for (let n = 0; n < 5; n += 1) await isTaken('one', one);
  expect(asked).toBe(2);
  now += MINUTE;
  await isTaken('one', one);
  expect(asked).toBe(3);
});

test('a key that was taken back counts no more after ten minutes', async () => {
  await isTaken('one', one);
  answers.keys = [published.two];
  now += 11 * MINUTE;
  await expect(check(await tokenBy('one', one))).rejects.toMatchObject({ name: 'TokenRefused', keyId: 'one' });
});

test('a new key is found when a token names it, and strangers who name unknown keys do not wear the provider out', async () => {
  await isTaken('one', one);
  for (let n = 0; n < 5; n += 1) {
    await expect(check(await tokenBy('two', two))).rejects.toMatchObject({
      name: 'TokenRefused',
      line: { kind: 'UNKNOWN_KEY', claim: 'kid', expected: 'one of: one', keyId: 'two' },
    });
  }
  expect(asked).toBe(1);
  answers.keys = [published.one, published.two];
  now += MINUTE;
  await isTaken('two', two);
});

test('an unknown key is not the caller’s fault while the provider is away', async () => {
  await isTaken('one', one);
  answers.status = 503;
  now += MINUTE;
  await expect(check(await tokenBy('two', two))).rejects.toMatchObject({ name: 'RetryableError' });
  await isTaken('one', one);
});

test('clocks may differ by a few seconds, not by half a minute', async () => {
  const token = await tokenBy('one', one);
  now += 303_000;
  expect(await check(token)).toMatchObject({ role: 'operator' });
  now += 27_000;
  await expect(check(token)).rejects.toMatchObject({ line: { kind: 'EXPIRED', claim: 'exp', keyId: 'one' } });
});
