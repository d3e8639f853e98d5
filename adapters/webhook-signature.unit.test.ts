import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryNonces, signWebhook, verifyWebhook } from './webhook-signature.ts';

const secret = 'a-secret-shared-with-the-gateway';
const body = JSON.stringify({ eventId: 'evt-00000001', reference: 'r' });
const now = Date.parse('2026-02-09T01:30:00Z');

describe('a signed webhook', () => {
  test('is accepted when secret, body and time are right', async () => {
    const header = signWebhook({ secret, body, now });
    expect(header).toMatch(/^t=1770600600,n=[0-9a-f]{32},v1=[0-9a-f]{64}$/);
    expect(await verifyWebhook({ secret, header, body, now, nonces: createMemoryNonces() })).toEqual({ ok: true });
  });

  test('has the documented digest', () => {
    // printf '1770600600.nonce-0001.{}' | openssl dgst -sha256 -hmac 'k'
    expect(signWebhook({ secret: 'k', body: '{}', now, nonce: 'nonce-0001' })).toBe(
      't=1770600600,n=nonce-0001,v1=6dc5f92079e7260560984f0e9c97d9576c0e91512e697aadb2ee41d35520c6e8',
    );
  });

  test('may be 300 seconds old or early, and no more', async () => {
    const header = signWebhook({ secret, body, now });
    const at = (seconds: number) =>
      verifyWebhook({ secret, header, body, now: now + seconds * 1000, nonces: createMemoryNonces(() => now) });
    expect(await at(300)).toEqual({ ok: true });
    expect(await at(301)).toEqual({ ok: false, problem: 'TOO_OLD' });
    expect(await at(-300)).toEqual({ ok: true });
    expect(await at(-301)).toEqual({ ok: false, problem: 'TOO_NEW' });
  });

  test('counts once: the same request again is a replay', async () => {
    const nonces = createMemoryNonces(() => now);
    const header = signWebhook({ secret, body, now });
    expect(await verifyWebhook({ secret, header, body, now, nonces })).toEqual({ ok: true });
    expect(await verifyWebhook({ secret, header, body, now, nonces })).toEqual({ ok: false, problem: 'REPLAYED' });
  });

  test('is refused when body, secret, time or nonce were changed', async () => {
    const header = signWebhook({ secret, body, now });
    const check = (changed: { header?: string; body?: string; secret?: string }) =>
      verifyWebhook({ secret, header, body, now, nonces: createMemoryNonces(), ...changed });
    const wrong = { ok: false, problem: 'WRONG_SIGNATURE' };
    expect(await check({ body: `${body} ` })).toEqual(wrong);
    expect(await check({ secret: 'another' })).toEqual(wrong);
    expect(await check({ header: header.replace('t=1770600600', 't=1770600601') })).toEqual(wrong);
    expect(await check({ header: header.replace(/n=[0-9a-f]{8}/, 'n=00000000') })).toEqual(wrong);
  });

  test.each([
    ['no header', undefined, 'MISSING'],
    ['nothing in it', '', 'MALFORMED'],
    ['no nonce', `t=1770600600,v1=${'0'.repeat(64)}`, 'MALFORMED'],
    ['two timestamps', `t=1770600600,t=1770600601,n=nonce-0001,v1=${'0'.repeat(64)}`, 'MALFORMED'],
    ['a short digest', 't=1770600600,n=nonce-0001,v1=00', 'MALFORMED'],
    ['a digest of another scheme only', `t=1770600600,n=nonce-0001,v0=${'0'.repeat(64)}`, 'MALFORMED'],
  ])('is refused with %s', async (_, header, problem) => {
    expect(await verifyWebhook({ secret, header, body, now, nonces: createMemoryNonces() })).toEqual({
      ok: false,
      problem,
    });
  });

  test('with a wrong signature does not use up the nonce', async () => {
    const nonces = createMemoryNonces(() => now);
    const header = signWebhook({ secret, body, now, nonce: 'nonce-0001' });
    const forged = signWebhook({ secret: 'forger', body, now, nonce: 'nonce-0001' });
    expect((await verifyWebhook({ secret, header: forged, body, now, nonces })).ok).toBe(false);
    expect(await verifyWebhook({ secret, header, body, now, nonces })).toEqual({ ok: true });
  });

  test('is accepted under the old and the new secret while keys are changed', async () => {
    const header = signWebhook({ secret: 'old', body, now });
    expect(await verifyWebhook({ secret: ['new', 'old'], header, body, now, nonces: createMemoryNonces() })).toEqual({
      ok: true,
    });
  });

  test('never breaks on a header, whatever stands in it', async () => {
    const pieces = fc.constantFrom('t=', 'n=', 'v1=', ',', '1770600600', 'nonce-0001', '0'.repeat(64), 'é', ' ', '=');
    const headers = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(headers, async (header) => {
        expect((await verifyWebhook({ secret, header, body, now, nonces: createMemoryNonces() })).ok).toBe(false);
      }),
    );
  });
});
