import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { RetryableError } from '../adapters/delivery-faults.ts';
import type { Identity } from '../adapters/identity-provider/claims.ts';
import { TokenRefused } from '../adapters/identity-provider/token-refused.ts';
import { parseCodecKeys } from './codec-keys.ts';
import { createCodecServer } from './codec-server.ts';
import { createPayloadCodec } from './payload-codec.ts';

const codec = createPayloadCodec(parseCodecKeys(`k:${randomBytes(32).toString('base64')}`));
const UI = 'https://temporal.example.cn';
const open = supertest(createCodecServer({ codec, uiOrigins: [UI] }));
/** Tokens are checked for real in `test/api/identity-provider.unit.test.ts`; here a word stands for each. */
const check = (token: string): Promise<Identity> => {
  if (token === 'forged') return Promise.reject(new TokenRefused({ kind: 'SIGNATURE' }));
  if (token === 'unchecked') return Promise.reject(new RetryableError('nobody there'));
  const role = token === 'operator-token' ? 'operator' : 'mailroom';
  return Promise.resolve({ subject: 'x', role, accountId: undefined, expiresAt: undefined });
};
const readers = { check, roles: ['operator', 'auditor'], onRefused: () => {}, onUnavailable: () => {} };
const guarded = supertest(createCodecServer({ codec, uiOrigins: [UI], readers }));

const base64 = (text: string) => Buffer.from(text).toString('base64');
const payload = (encoding: string, text: string, metadata: object = {}) => ({
  metadata: { ...metadata, encoding: base64(encoding) },
  data: base64(text),
});
const note = '{"note":"张三"}';
const plain = { payloads: [payload('json/plain', note)] };
const byHand = { 'beian-origin': base64('by-hand') };

describe('the codec server', () => {
  test('encrypts and decrypts for Temporal UI, with and without the namespace, and marks what was sent by hand', async () => {
    const encrypted = await open.post('/encode').set('x-namespace', 'default').send(plain).expect(200);
    expect(JSON.stringify(encrypted.body)).not.toContain(plain.payloads[0]?.data);
    const decrypted = await open.post('/default/decode').send(encrypted.body).expect(200);
    expect(decrypted.body).toEqual({ payloads: [payload('json/plain', note, byHand)] });
  });

  test('returns payloads that it cannot read, marked as not sealed by Beian', async () => {
    for (const [encoding, text] of [
      ['binary/encrypted', 'garbage'],
      ['json/plain', note],
    ] as const) {
      const answer = await open
        .post('/decode')
        .send({ payloads: [payload(encoding, text)] })
        .expect(200);
      expect(answer.body).toEqual({ payloads: [payload(encoding, text, byHand)] });
    }
  });

  test('answers the UI of this provider, and no other page', async () => {
    const preflight = await open.options('/decode').set('origin', UI).expect(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-headers': 'content-type, x-namespace, authorization',
    });
    const foreign = await open.options('/decode').set('origin', 'https://elsewhere.example').expect(204);
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('A-147 answers, outside the sandbox, only people who may read payloads', async () => {
    await guarded
      .post('/decode')
      .send(plain)
      .expect(401)
      .expect('content-type', /problem\+json/);
    const asked = (token: string) => guarded.post('/decode').set('authorization', `Bearer ${token}`).send(plain);
    await asked('mailroom-token').expect(403);
    await asked('forged')
      .expect(401)
      .expect('www-authenticate', /invalid_token/);
    await asked('unchecked').expect(503).expect('retry-after', '5');
    await asked('operator-token').expect(200);
    await guarded.options('/decode').set('origin', UI).expect(204);
    await guarded.get('/healthz').expect(200);
  });

  test.each(['/encode', '/decode', '/default/encode', '/default/decode'])(
    'answers the empty object that the temporal command line posts to %s for a query or signal without input',
    async (path) => {
      const answer = await open.post(path).send({}).expect(200);
      expect(answer.body).toEqual({ payloads: [] });
    },
  );

  test.each([
    ['no JSON', 'not json'],
    ['a list', '[]'],
    ['payloads that are null', '{"payloads":null}'],
    ['another shape', JSON.stringify({ payload: {} })],
    ['no base64', JSON.stringify({ payloads: [{ data: '!' }] })],
  ])('refuses %s and says what to send', async (_kind, body) => {
    const refused = await open.post('/decode').set('content-type', 'application/json').send(body).expect(400);
    expect(refused.body).toMatchObject({ status: 400, title: expect.stringContaining('base64') });
  });

  test('names the key that it does not have', async () => {
    const other = createPayloadCodec(parseCodecKeys(`other:${randomBytes(32).toString('base64')}`));
    const theirs = supertest(createCodecServer({ codec: other, uiOrigins: [] }));
    const encrypted = await theirs.post('/encode').send(plain).expect(200);
    const refused = await open.post('/decode').send(encrypted.body).expect(500);
    expect(refused.body).toMatchObject({ title: expect.stringContaining('codec key "other"') });
  });
});
