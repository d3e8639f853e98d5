/**
 * Signed requests between Beian and the parties that have no vendor protocol of their own: webhooks to Beian and requests
 * to the bureau gateway. Beian signs with two signatures and accepts either: Standard Webhooks
 * (`standard-webhooks.ts`), and for one more version Beian's own (`beian-signature.ts`).
 */
import { createHash, randomUUID } from 'node:crypto';
import { BEIAN_HEADER, checkBeian, signBeian } from './beian-signature.ts';
import { checkStandard, signStandard, STANDARD_HEADERS, type StandardHeaders } from './standard-webhooks.ts';
import { DEFAULT_TOLERANCE_SECONDS, type Checked, type SignatureProblem } from './verdict.ts';

export interface RequestToSign {
  /** At least 32 characters. */
  secret: string;
  /** Of the address as the documentation names it, such as `/v1/hand-overs`. */
  path: string;
  body: string | Uint8Array;
  /** Stays the same when the request is sent again; without it every request is a new one. */
  idempotencyKey?: string | undefined;
  /** Unix time in milliseconds; now unless said. */
  now?: number;
}

/**
 * The headers that sign a request. Throws a RangeError for a secret that is too short.
 *
 * @example
 * fetch(`${baseUrl}/v1/hand-overs`, { method: 'POST', headers: signRequest({ secret, path: '/v1/hand-overs', body }), body });
 */
export function signRequest({ idempotencyKey, now = Date.now(), ...request }: RequestToSign): Record<string, string> {
  const key = idempotencyKey ?? randomUUID();
  // A key may hold full stops, an id may not.
  const id = `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  return { ...signStandard({ ...request, id, now }), [BEIAN_HEADER]: signBeian({ ...request, now }) };
}

/** Keeps each nonce for as long as a signature with it could still be in time. */
export interface NonceStore {
  /** True when the nonce was new and is now taken; false when it was taken already. Must be atomic. */
  take(nonce: string, expiresAt: Date): Promise<boolean>;
}

export interface RequestToVerify {
  /** One secret, or several while keys are being changed; none when nobody may send. */
  secrets: readonly string[];
  /** Of the address that was asked, as {@link RequestToSign.path}. */
  path: string;
  /** The value of a header by its name in small letters; undefined when there is none. */
  header: (name: string) => string | undefined;
  /** The body exactly as received, before any parsing. */
  body: string | Uint8Array;
  nonces: NonceStore;
  /** Unix time in milliseconds; now unless said. */
  now?: number;
  toleranceSeconds?: number;
}

export type SignatureVerdict = { ok: true } | { ok: false; problem: SignatureProblem };

/**
 * Whether a signed request is genuine, in time and new. Where it carries both signatures, that of Standard Webhooks counts. The
 * nonce is stored only when everything else is right, so that a forger cannot use up nonces.
 *
 * @example
 * const verdict = await verifyRequest({ secrets, path, header: (name) => req.get(name), body: rawBody, nonces });
 * if (!verdict.ok) return problem(401, verdict.problem);
 */
export async function verifyRequest(request: RequestToVerify): Promise<SignatureVerdict> {
  const { nonces, toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = Date.now() } = request;
  const checked = check(request, { now, toleranceSeconds });
  if (typeof checked === 'string') return { ok: false, problem: checked };
  const expiresAt = new Date((checked.timestamp + toleranceSeconds + 1) * 1000);
  return (await nonces.take(checked.nonce, expiresAt)) ? { ok: true } : { ok: false, problem: 'REPLAYED' };
}

/** Whether a request carries a signature at all; what carries none need not be received. */
export const isSigned = (header: RequestToVerify['header']): boolean =>
  [...STANDARD_HEADERS, BEIAN_HEADER].some((name) => header(name) !== undefined);

function check(
  { secrets, path, header, body }: RequestToVerify,
  time: { now: number; toleranceSeconds: number },
): Checked | 'MISSING' {
  const standard = STANDARD_HEADERS.map(header);
  if (standard.some((value) => value !== undefined)) {
    const [id = '', timestamp = '', signature = ''] = standard;
    const headers: StandardHeaders = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    };
    return checkStandard(headers, { secrets, body, ...time });
  }
  const own = header(BEIAN_HEADER.toLowerCase());
  return own === undefined ? 'MISSING' : checkBeian(own, { secrets, path, body, ...time });
}

/** Nonces in the memory of one process. Where several processes receive webhooks, keep nonces in a database instead. */
export function createMemoryNonces(now: () => number = Date.now): NonceStore {
  const taken = new Map<string, number>();
  return {
    async take(nonce, expiresAt) {
      for (const [old, expiry] of taken) if (expiry <= now()) taken.delete(old);
      if (taken.has(nonce)) return false;
      taken.set(nonce, expiresAt.getTime());
      return true;
    },
  };
}
