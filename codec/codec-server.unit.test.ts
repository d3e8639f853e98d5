import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import supertest from 'supertest';
import { RetryableError } from '../adapters/delivery-faults.ts';
import type { Identity } from '../adapters/identity-provider/claims.ts';
import { TokenRefused } from '../adapters/identity-provider/token-refused.ts';
import type { Payload } from '@temporalio/common';
import { parseCodecKeys } from './codec-keys.ts';
import { createCodecServer } from './codec-server.ts';
import { ordersIn } from './masked-payload.ts';
import { createPayloadCodec } from './payload-codec.ts';

const { Payload: PayloadProto } = proto.temporal.api.common.v1;
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
const noted: string[] = [];
const noteRead = async ({ subject }: Identity, payloads: readonly Payload[]) => {
  noted.push(`${subject} ${payloads.length} ${ordersIn(payloads).join(' ')}`.trim());
};
const readers = { check, roles: ['operator', 'auditor'], note: noteRead, onRefused: () => {}, onUnavailable: () => {} };
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

  const shownTo = async (token: string, ...values: unknown[]): Promise<unknown[]> => {
    const payloads = values.map((value) => payload('json/plain', JSON.stringify(value)));
    const sealed = await codec.encode(payloads.map((one) => PayloadProto.fromObject(one)));
    const asked = {
      payloads: sealed.map((one) => PayloadProto.toObject(PayloadProto.fromObject(one), { bytes: String })),
    };
    const { body } = await guarded.post('/decode').set('authorization', `Bearer ${token}`).send(asked).expect(200);
    return body.payloads.map(({ data }: { data: string }) => JSON.parse(Buffer.from(data, 'base64').toString('utf8')));
  };

  test('A-147 shows operators no more of people’s data than the API does', async () => {
    const form = {
      entity: {
        name: '欧阳修竹',
        certificateNumber: '11010519491231002X',
        certificateAddress: 'Shipai',
        remark: 'Lei',
      },
      people: { P1: { name: 'ouyang', mobile: '13800138000', email: 'ou@example.cn', documentNumber: 'E12345678' } },
      websites: { W1: { name: 'blog', homeUrl: 'https://www.ou.cn/', domain: 'ou.cn', languages: ['li'] } },
    };
    const signal = {
      note: 'Lei',
      detail: '打过电话',
      reason: '号码 13800138000',
      items: [{ path: 'people.P1.name', code: 'X_Y', advice: 'Li' }],
    };
    const [shownForm, shownSignal, ...others] = await shownTo(
      'operator-token',
      form,
      signal,
      { backdropAddress: '石牌西路', anything: '张三', phone: 13800138000, id: '110105194912310021', 李雷: 1 },
      ['张三', 'ou@example.cn', '138-0013-8000'],
    );
    expect(shownForm).toEqual({
      entity: { name: '***', certificateNumber: '***', certificateAddress: '***', remark: '***' },
      people: { P1: { name: '***', mobile: '***', email: '***', documentNumber: '***' } },
      websites: { W1: { name: '***', homeUrl: '***', domain: 'ou.cn', languages: ['***'] } },
    });
    expect(shownSignal).toEqual({
      note: '***',
      detail: '***',
      reason: '***',
      items: [{ path: 'people.P1.name', code: 'X_Y', advice: '***' }],
    });
    expect(others).toEqual([
      { backdropAddress: '***', anything: '***', phone: '***', id: '***', '***': 1 },
      ['***', '***', '***'],
    ]);
  });

  test('shows what operators need: codes, identifiers, instants and how a workflow says that it stands', async () => {
    const state = {
      orderId: 'BA20260209-7K2MQ4XR',
      stage: 'PRELIM_REVIEW',
      actor: { id: 'auth0|5f7c8ec7c33c6c004bbafe82', role: 'reviewer', door: 'api' },
      actionId: 'api:x:0e1bcb1a-64a0-4d3c-9a4f-0a3f7d1c2b3a',
      dues: [{ name: 'review', kind: 'review', at: 1_770_600_600_000 }],
      obligations: [{ name: 'PSB_ICON', due: '2026-02-11T18:00:00+08:00' }],
      number: '粤ICP备2026000001号-1',
      digest: 'a'.repeat(64),
      done: true,
    };
    const details = { currentDetails: '**PRELIM_REVIEW** — the provider reviews', definition: { type: 'filing' } };
    expect(await shownTo('operator-token', state, details, 'ICP filing BA20260209-7K2MQ4XR')).toEqual([
      state,
      details,
      'ICP filing BA20260209-7K2MQ4XR',
    ]);
    expect(noted.at(-1)).toBe('x 3 BA20260209-7K2MQ4XR');
  });

  test('shows nothing of what was sent by hand in another form', async () => {
    const sent = [
      payload('json/plain', '"张三 13800138000"'),
      payload('json/plain', '{"currentDetails":"张三 lives here"}'),
      payload('binary/plain', '张三'),
      payload('binary/encrypted', '张三'),
      payload('json/plain', '{"张三', { name: base64('张三') }),
    ];
    const { body } = await guarded
      .post('/decode')
      .set('authorization', 'Bearer operator-token')
      .send({ payloads: sent });
    const shown = body.payloads.map(({ data }: { data: string }) => Buffer.from(data, 'base64').toString('utf8'));
    expect(shown).toEqual(['"***"', '{"currentDetails":"***"}', '"***"', '"***"', '"***"']);
    expect(JSON.stringify(body)).not.toContain(base64('张三'));
    for (const { metadata } of body.payloads) expect(metadata).toMatchObject(byHand);
  });

  test('shows nothing where it cannot be noted who looks', async () => {
    const deaf = supertest(
      createCodecServer({
        codec,
        uiOrigins: [UI],
        readers: { ...readers, note: () => Promise.reject(new Error('away')) },
      }),
    );
    const answer = await deaf.post('/decode').set('authorization', 'Bearer operator-token').send(plain).expect(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body).not.toHaveProperty('payloads');
    await deaf.post('/encode').set('authorization', 'Bearer operator-token').send(plain).expect(200);
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
