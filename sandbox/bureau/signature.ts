/**
 * How gateway and Beian sign their requests to each other: by Standard Webhooks, here with its library, and for one more version
 * also by `Beian-Signature: t=…,n=…,v2=…`, an HMAC-SHA256 over time, nonce, path and body.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';

const TOLERANCE_SECONDS = 300;

/** A secret without the standard's prefix is used as raw characters. */
const webhookWith = (secret: string): Webhook =>
  new Webhook(secret, secret.startsWith('whsec_') ? {} : { format: 'raw' });

/**
 * The headers of an event to Beian. Each attempt has an id of its own: Beian recognises an event by its `eventId`, and treats a
 * second request with the same id in the same second as a copy.
 */
export function sign(secret: string, body: string): Record<string, string> {
  const now = new Date();
  const id = `msg_${randomUUID()}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhookWith(secret).sign(id, now, body),
  };
}

/** Makes a check that a request to the gateway carries both signatures, is at most five minutes old, and is not a repetition. */
export function createSignatureCheck(secret: string): (req: Request, path: string, body: Buffer) => boolean {
  const isNew = createNonceCheck();
  return (req, path, body) =>
    isStandard(secret, req, body) && isBeian(secret, { header: req.get('beian-signature'), path, body, isNew });
}

/** The library reads only text, and documents are bytes; the hand-over names each document by its SHA-256. */
function isStandard(secret: string, req: Request, body: Buffer): boolean {
  if (!req.is('application/json')) return true;
  const headers = {
    'webhook-id': req.get('webhook-id') ?? '',
    'webhook-timestamp': req.get('webhook-timestamp') ?? '',
    'webhook-signature': req.get('webhook-signature') ?? '',
  };
  try {
    webhookWith(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

interface BeianSigned {
  header: string | undefined;
  path: string;
  body: Buffer;
  isNew: (nonce: string, now: number) => boolean;
}

function isBeian(secret: string, { header, path, body, isNew }: BeianSigned): boolean {
  const [, t, n, v2] = /^t=(\d+),n=([\w-]+),v2=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (t === undefined || n === undefined || v2 === undefined) return false;
  const now = Date.now() / 1000;
  if (Math.abs(now - Number(t)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', secret).update(`${t}\n${n}\n${path}\n`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(v2, 'hex')) && isNew(n, now);
}

function createNonceCheck(): (nonce: string, now: number) => boolean {
  const seen = new Map<string, number>();
  return (nonce, now) => {
    for (const [old, at] of seen) if (now - at > 2 * TOLERANCE_SECONDS) seen.delete(old);
    if (seen.has(nonce)) return false;
    seen.set(nonce, now);
    return true;
  };
}
