import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwksTokens, localTokens, type TokenVerifier } from './tokens.ts';

const ISSUER = 'https://id.example';
const AUDIENCE = 'beian';

describe('tokens of an identity provider', () => {
  let server: Server;
  let verify: TokenVerifier;
  let key: CryptoKey;
  let foreignKey: CryptoKey;

  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    foreignKey = (await generateKeyPair('RS256')).privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    server = createServer((_req, res) =>
      res.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    verify = jwksTokens({ jwksUrl: `http://127.0.0.1:${port}/keys`, issuer: ISSUER, audience: AUDIENCE });
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });

  const sign = (
    claims: JWTPayload,
    with_: { key?: CryptoKey; issuer?: string; audience?: string; expires?: string } = {},
  ) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(with_.issuer ?? ISSUER)
      .setAudience(with_.audience ?? AUDIENCE)
      .setExpirationTime(with_.expires ?? '5m')
      .sign(with_.key ?? key);

  test('say who is calling, in which role and of which account', async () => {
    const token = await sign({ sub: 'li-lei', role: 'applicant', account: 'account-1' });
    expect(await verify(token)).toEqual({
      id: 'li-lei',
      role: 'applicant',
      accountId: 'account-1',
      expiresAt: expect.any(Number),
    });
    expect(await verify(await sign({ sub: 'r1', role: 'reviewer' }))).toMatchObject({ accountId: undefined });
  });

  test.each<[string, JWTPayload, Parameters<typeof sign>[1]]>([
    ['another issuer', { sub: 'x', role: 'operator' }, { issuer: 'https://evil.example' }],
    ['another audience', { sub: 'x', role: 'operator' }, { audience: 'another' }],
    ['the past', { sub: 'x', role: 'operator' }, { expires: '-1m' }],
    ['no role', { sub: 'x' }, {}],
    ['a role of the outside parties', { sub: 'x', role: 'bureau' }, {}],
    ['an applicant without account', { sub: 'x', role: 'applicant' }, {}],
    ['nobody', { role: 'operator' }, {}],
  ])('of %s are refused', async (_what, claims, options) => {
    await expect(verify(await sign(claims, options))).rejects.toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('signed with another key, with a shared secret or not at all are refused', async () => {
    const foreign = await sign({ sub: 'x', role: 'operator' }, { key: foreignKey });
    const shared = await localTokens('0'.repeat(32)).issue({ sub: 'x', role: 'operator' });
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","role":"operator"}')}.`;
    for (const token of [foreign, shared, unsigned, 'nonsense']) {
      await expect(verify(token)).rejects.toMatchObject({ status: 401 });
    }
  });

  test('cannot be checked while the provider does not answer: unavailable, not refused', async () => {
    const nobody = jwksTokens({ jwksUrl: 'http://127.0.0.1:9/keys', issuer: ISSUER, audience: AUDIENCE });
    await expect(nobody(await sign({ sub: 'x', role: 'operator' }))).rejects.toMatchObject({ status: 503 });
  });

  test.each<[string, number, string]>([
    ['answers with an error', 502, '{"keys":[]}'],
    ['answers with a page', 200, '<html>down for maintenance</html>'],
    ['answers with something else than keys', 200, '{"error":"try later"}'],
  ])('cannot be checked while the provider %s: unavailable, not refused', async (_what, status, answer) => {
    const broken = createServer((_req, res) =>
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(answer),
    );
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as AddressInfo;
    const asking = jwksTokens({ jwksUrl: `http://127.0.0.1:${port}/keys`, issuer: ISSUER, audience: AUDIENCE });
    try {
      await expect(asking(await sign({ sub: 'x', role: 'operator' }))).rejects.toMatchObject({ status: 503 });
    } finally {
      broken.closeAllConnections();
      await new Promise((resolve) => broken.close(resolve));
    }
  });
});
