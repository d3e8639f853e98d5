import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BEIAN_HEADER, signBeian } from './beian-signature.ts';
import { createMemoryNonces, verifyRequest, type RequestToVerify } from './signed-request.ts';

const secret = 'a-secret-shared-with-the-gateway';
const path = '/v1/webhooks/bureau';
const body = JSON.stringify({ eventId: 'evt-00000001', reference: 'r' });
const now = Date.parse('2026-02-09T01:30:00Z');

const sign = (changed: Partial<Parameters<typeof signBeian>[0]> = {}) =>
  signBeian({ secret, path, body, now, ...changed });
const verify = (value: string | undefined, changed: Partial<RequestToVerify> = {}) => {
  const header = (name: string) => (name === BEIAN_HEADER.toLowerCase() ? value : undefined);
  return verifyRequest({ secrets: [secret], path, header, body, now, nonces: createMemoryNonces(), ...changed });
};

describe('a request with the signature of our own form', () => {
  test('is accepted when secret, path, body and time are right', async () => {
    const header = sign();
    expect(header).toMatch(/^t=1770600600,n=[0-9a-f]{32},v2=[0-9a-f]{64}$/);
    expect(await verify(header)).toEqual({ ok: true });
  });

  test('has the documented digest', () => {
    // printf '1770600600\nnonce-0001\n/v1/webhooks/bureau\n{}' | openssl dgst -sha256 -hmac a-secret-shared-with-the-gateway
    expect(sign({ body: '{}', nonce: 'nonce-0001' })).toBe(
      't=1770600600,n=nonce-0001,v2=ef554484b0cfaca802e4749eec32570cd76a3b56595ae18c3738d6d9a2688e8d',
    );
  });

  test('may be 300 seconds old or early, and no more', async () => {
    const header = sign();
    const at = (seconds: number) =>
      verify(header, { now: now + seconds * 1000, nonces: createMemoryNonces(() => now) });
    expect(await at(300)).toEqual({ ok: true });
    expect(await at(301)).toEqual({ ok: false, problem: 'TOO_OLD' });
    expect(await at(-300)).toEqual({ ok: true });
    expect(await at(-301)).toEqual({ ok: false, problem: 'TOO_NEW' });
  });

  test('counts once, and a second request with the same signature is a replay', async () => {
    const nonces = createMemoryNonces(() => now);
    const header = sign();
    expect(await verify(header, { nonces })).toEqual({ ok: true });
    expect(await verify(header, { nonces })).toEqual({ ok: false, problem: 'REPLAYED' });
  });

  test('is refused when path, body, secret, time or nonce were changed', async () => {
    const header = sign();
    const wrong = { ok: false, problem: 'WRONG_SIGNATURE' };
    expect(await verify(header, { path: '/v1/webhooks/sms' })).toEqual(wrong);
    expect(await verify(header, { body: `${body} ` })).toEqual(wrong);
    expect(await verify(header, { secrets: ['another-secret-of-thirty-two-signs'] })).toEqual(wrong);
    expect(await verify(header, { secrets: [] })).toEqual(wrong);
    expect(await verify(header.replace('t=1770600600', 't=1770600601'))).toEqual(wrong);
    expect(await verify(header.replace(/n=[0-9a-f]{8}/, 'n=00000000'))).toEqual(wrong);
  });

  test.each([
    ['no header', undefined, 'MISSING'],
    ['nothing in it', '', 'MALFORMED'],
    ['no nonce', `t=1770600600,v2=${'0'.repeat(64)}`, 'MALFORMED'],
    ['two timestamps', `t=1770600600,t=1770600601,n=nonce-0001,v2=${'0'.repeat(64)}`, 'MALFORMED'],
    ['a short digest', 't=1770600600,n=nonce-0001,v2=00', 'MALFORMED'],
    ['a digest of the first scheme only', `t=1770600600,n=nonce-0001,v1=${'0'.repeat(64)}`, 'MALFORMED'],
  ])('is refused with %s', async (_, header, problem) => {
    expect(await verify(header)).toEqual({ ok: false, problem });
  });

  test('with a wrong signature does not use up the nonce', async () => {
    const nonces = createMemoryNonces(() => now);
    const forged = sign({ secret: 'the-secret-of-a-forger-is-another', nonce: 'nonce-0001' });
    expect((await verify(forged, { nonces })).ok).toBe(false);
    expect(await verify(sign({ nonce: 'nonce-0001' }), { nonces })).toEqual({ ok: true });
  });

  test('is accepted under the old and the new secret while keys are changed', async () => {
    const secrets = ['the-new-secret-of-thirty-two-signs', secret];
    expect(await verify(sign(), { secrets })).toEqual({ ok: true });
  });

  test.each(['', ' ', 'short', 'x'.repeat(31)])(
    'cannot be made or accepted with a secret such as "%s"',
    async (weak) => {
      expect(() => sign({ secret: weak })).toThrow(RangeError);
      await expect(verify(sign(), { secrets: [secret, weak] })).rejects.toThrow(RangeError);
    },
  );

  test('is refused without an exception, whatever the header contains', async () => {
    const pieces = fc.constantFrom('t=', 'n=', 'v2=', ',', '1770600600', 'nonce-0001', '0'.repeat(64), 'é', ' ', '=');
    const headers = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(headers, async (header) => {
        expect((await verify(header)).ok).toBe(false);
      }),
    );
  });
});
