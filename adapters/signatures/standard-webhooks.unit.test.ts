import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { createMemoryNonces, signRequest, verifyRequest, type RequestToVerify } from './signed-request.ts';
import { signStandard } from './standard-webhooks.ts';

/** The example with which the specification and its libraries are tested. */
const PUBLISHED = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  body: '{"test": 2432232314}',
  now: 1_614_265_330_000,
};
const PUBLISHED_HEADERS = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

const path = '/v1/webhooks/bureau';
const verify = (headers: Record<string, string>, changed: Partial<RequestToVerify> = {}) =>
  verifyRequest({
    secrets: [PUBLISHED.secret],
    path,
    header: (name) => headers[name],
    body: PUBLISHED.body,
    now: PUBLISHED.now,
    nonces: createMemoryNonces(() => PUBLISHED.now),
    ...changed,
  });
const refused = (problem: string) => ({ ok: false, problem });

describe('a request signed by Standard Webhooks', () => {
  test('has the published signature', () => {
    expect(signStandard(PUBLISHED)).toEqual(PUBLISHED_HEADERS);
  });

  test('is accepted with the published signature', async () => {
    expect(await verify(PUBLISHED_HEADERS)).toEqual({ ok: true });
  });

  test.each(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'a-secret-shared-with-the-gateway'])(
    'is verified by the library of the standard, and Beian accepts what the library signs, with %s',
    async (secret) => {
      const library = new Webhook(secret, secret.startsWith('whsec_') ? {} : { format: 'raw' });
      const body = '{"province":"广东"}';
      expect(library.verify(body, signRequest({ secret, path, body }))).toEqual({ province: '广东' });

      const now = new Date();
      const signed = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': library.sign('msg_1', now, body),
      };
      expect(await verify(signed, { secrets: [secret], body, now: now.getTime() })).toEqual({ ok: true });
    },
  );

  test('may be 300 seconds old or early, and no more', async () => {
    const at = (seconds: number) => verify(PUBLISHED_HEADERS, { now: PUBLISHED.now + seconds * 1000 });
    expect(await at(300)).toEqual({ ok: true });
    expect(await at(301)).toEqual(refused('TOO_OLD'));
    expect(await at(-300)).toEqual({ ok: true });
    expect(await at(-301)).toEqual(refused('TOO_NEW'));
  });

  test('counts once, and again when it is sent again in another second', async () => {
    const nonces = createMemoryNonces(() => PUBLISHED.now);
    expect(await verify(PUBLISHED_HEADERS, { nonces })).toEqual({ ok: true });
    expect(await verify(PUBLISHED_HEADERS, { nonces })).toEqual(refused('REPLAYED'));
    const again = signStandard({ ...PUBLISHED, now: PUBLISHED.now + 1000 });
    expect(again['webhook-id']).toBe(PUBLISHED.id);
    expect(await verify({ ...again }, { nonces })).toEqual({ ok: true });
  });

  test('does not use up its nonce while its signature is wrong', async () => {
    const nonces = createMemoryNonces(() => PUBLISHED.now);
    const forged = signStandard({ ...PUBLISHED, secret: 'the-secret-of-a-forger-is-another' });
    expect(await verify({ ...forged }, { nonces })).toEqual(refused('WRONG_SIGNATURE'));
    expect(await verify(PUBLISHED_HEADERS, { nonces })).toEqual({ ok: true });
  });

  test('is refused when body, secret, id or time were changed', async () => {
    const wrong = refused('WRONG_SIGNATURE');
    expect(await verify(PUBLISHED_HEADERS, { body: `${PUBLISHED.body} ` })).toEqual(wrong);
    expect(await verify(PUBLISHED_HEADERS, { secrets: ['another-secret-of-thirty-two-signs'] })).toEqual(wrong);
    expect(await verify(PUBLISHED_HEADERS, { secrets: [] })).toEqual(wrong);
    expect(await verify({ ...PUBLISHED_HEADERS, 'webhook-id': 'msg_another' })).toEqual(wrong);
    expect(await verify({ ...PUBLISHED_HEADERS, 'webhook-timestamp': '1614265331' })).toEqual(wrong);
  });

  test.each([
    ['without an id', { 'webhook-id': '' }],
    ['with a full stop in its id, which would move the border between id and time', { 'webhook-id': 'msg_1.16142' }],
    ['with an id of more than 100 characters', { 'webhook-id': 'm'.repeat(101) }],
    ['without a time', { 'webhook-timestamp': '' }],
    ['with a time that is no number', { 'webhook-timestamp': '16142x' }],
    ['without a signature', { 'webhook-signature': '' }],
    [
      'with a signature of another version only',
      { 'webhook-signature': 'v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
    ],
    ['with a short signature', { 'webhook-signature': 'v1,g0hM9SsE' }],
  ])('is refused %s', async (_, changed) => {
    expect(await verify({ ...PUBLISHED_HEADERS, ...changed })).toEqual(refused('MALFORMED'));
  });

  test('is accepted with one good signature of several while keys are changed', async () => {
    const older = signStandard({ ...PUBLISHED, secret: 'the-older-secret-of-thirty-two-signs' });
    const both = `v1a,abc ${older['webhook-signature']} ${PUBLISHED_HEADERS['webhook-signature']}`;
    expect(await verify({ ...PUBLISHED_HEADERS, 'webhook-signature': both })).toEqual({ ok: true });
    const secrets = ['the-newer-secret-of-thirty-two-signs', PUBLISHED.secret];
    expect(await verify(PUBLISHED_HEADERS, { secrets })).toEqual({ ok: true });
  });

  test('is judged by the standard alone when it carries Beian’s own signature too', async () => {
    const { now, secret, body } = PUBLISHED;
    const { 'Beian-Signature': own = '', ...standard } = signRequest({ secret, path, body, now });
    const forged = { ...standard, 'webhook-signature': PUBLISHED_HEADERS['webhook-signature'] };
    expect(await verify({ ...standard, 'beian-signature': 't=1' })).toEqual({ ok: true });
    expect(await verify({ ...forged, 'beian-signature': own })).toEqual(refused('WRONG_SIGNATURE'));
    expect(await verify({ 'beian-signature': own })).toEqual({ ok: true });
  });

  test.each([
    '',
    'x'.repeat(31),
    `whsec_${Buffer.alloc(23, 1).toString('base64')}`,
    'whsec_not-base64-but-long-enough-to-count',
  ])('cannot be made or accepted with a secret such as "%s"', async (weak) => {
    expect(() => signStandard({ ...PUBLISHED, secret: weak })).toThrow(RangeError);
    await expect(verify(PUBLISHED_HEADERS, { secrets: [PUBLISHED.secret, weak] })).rejects.toThrow(RangeError);
  });

  test('has the same id when it is sent again, and another for another request', () => {
    const id = (idempotencyKey?: string) =>
      signRequest({ secret: PUBLISHED.secret, path, body: '{}', idempotencyKey })['webhook-id'];
    expect(id('BA20260209-23456789:1')).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(id('BA20260209-23456789:1')).toBe(id('BA20260209-23456789:1'));
    expect(id('BA20260209-23456789:2')).not.toBe(id('BA20260209-23456789:1'));
    expect(id()).not.toBe(id());
  });

  test('covers every byte of a document', async () => {
    const scan = Uint8Array.from([0xff, 0xd8, 0x00, 0x80]);
    const other = Uint8Array.from([0xff, 0xd9, 0x00, 0x80]);
    const { secret, now } = PUBLISHED;
    const signed = signRequest({ secret, path, body: scan, now });
    expect(await verify(signed, { body: scan })).toEqual({ ok: true });
    expect(await verify(signed, { body: other })).toEqual(refused('WRONG_SIGNATURE'));
  });

  test('is refused when its headers contain random text', async () => {
    const pieces = fc.constantFrom('v1,', 'v1a,', ' ', '.', '1614265330', 'msg_1', 'A'.repeat(43), '=', 'é', ',');
    const value = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(value, value, value, async (id, timestamp, signature) => {
        const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
        expect((await verify(headers)).ok).toBe(false);
      }),
    );
  });
});
