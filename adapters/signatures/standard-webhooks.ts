/**
 * Signatures by Standard Webhooks 1.0 (https://www.standardwebhooks.com), for which the other side has a library:
 *
 *     webhook-id: <id>
 *     webhook-timestamp: <unix seconds>
 *     webhook-signature: v1,<base64 HMAC-SHA256 of `${id}.${timestamp}.${rawBody}`>
 *
 * When a request is sent again, its id stays the same and its timestamp is new. While a secret is being changed a sender may write
 * several signatures, separated by spaces: one valid signature is enough. Signatures of other versions are ignored.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { standardKey } from './secret.ts';
import { outOfTime, type Checked } from './verdict.ts';

export const STANDARD_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
export type StandardHeaders = Record<(typeof STANDARD_HEADERS)[number], string>;

/** An id has no full stop, because full stops separate the signed parts. */
const ID = /^[!-\-/-~]{1,100}$/;
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;

interface Signed {
  id: string;
  /** Unix time in seconds. */
  timestamp: string;
  body: string | Uint8Array;
}

/**
 * The three headers of a request. `id` names it: 1 to 100 printable characters without a full stop, the same each time it
 * is sent again. `now` is Unix time in milliseconds. Throws a RangeError for a secret that is too short.
 */
export function signStandard({
  secret,
  id,
  body,
  now,
}: {
  secret: string;
  id: string;
  body: string | Uint8Array;
  now: number;
}): StandardHeaders {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${digest(secret, { id, timestamp, body }).toString('base64')}`,
  };
}

/** Whether the three headers are genuine and in time. A request that is sent again in another second counts as a new one. */
export function checkStandard(
  headers: StandardHeaders,
  {
    secrets,
    body,
    now,
    toleranceSeconds,
  }: { secrets: readonly string[]; body: string | Uint8Array; now: number; toleranceSeconds: number },
): Checked {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const signatures = headers['webhook-signature'].split(' ').flatMap((part) => SIGNATURE.exec(part)?.[1] ?? []);
  if (!ID.test(id) || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) return 'MALFORMED';
  const late = outOfTime(Number(timestamp), now, toleranceSeconds);
  if (late !== undefined) return late;
  const given = signatures.map((signature) => Buffer.from(signature, 'base64'));
  const expected = secrets.map((secret) => digest(secret, { id, timestamp, body }));
  const genuine = expected.some((good) => given.some((candidate) => timingSafeEqual(good, candidate)));
  return genuine ? { timestamp: Number(timestamp), nonce: `${id}.${timestamp}` } : 'WRONG_SIGNATURE';
}

const digest = (secret: string, { id, timestamp, body }: Signed): Buffer =>
  createHmac('sha256', standardKey(secret)).update(`${id}.${timestamp}.`).update(body).digest();
