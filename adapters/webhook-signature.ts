/**
 * The signature on every request between Beian and the parties that have no vendor protocol of their own: webhooks to
 * Beian and requests to the bureau gateway.
 *
 *     Beian-Signature: t=<unix seconds>,n=<nonce>,v2=<hex HMAC-SHA256 of `${t}\n${n}\n${path}\n${rawBody}`>
 *
 * The timestamp bounds how long a copied request is good for; within that time the nonce must be new; the path keeps a
 * message from being delivered to another address. During a change of keys a sender may write several `v2=` parts: one
 * good one is enough.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const SIGNATURE_HEADER = 'Beian-Signature';

/** A shorter secret could be guessed; an empty one, such as after a comma too many, would let anybody sign. */
export const SHORTEST_SECRET = 32;

/** Throws a RangeError for a secret that is too short; called where secrets come in, and once more where they are used. */
export function checkSecret(secret: string): void {
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`a secret needs ${SHORTEST_SECRET} characters or more`);
}

/** How far a sender's clock may be off, in seconds, either way. */
export const DEFAULT_TOLERANCE_SECONDS = 300;

export interface SignOptions {
  /** At least {@link SHORTEST_SECRET} characters. */
  secret: string;
  /** Of the address as the documentation names it, such as `/v1/webhooks/bureau`. */
  path: string;
  body: string | Uint8Array;
  /** Unix time in milliseconds; now unless said. */
  now?: number;
  /** 8 to 64 letters, digits, `-` or `_`; random unless said. */
  nonce?: string;
}

/**
 * The value of the `Beian-Signature` header for a request.
 *
 * @example
 * headers.set(SIGNATURE_HEADER, signWebhook({ secret, path: '/v1/hand-overs', body: JSON.stringify(message) }));
 */
export function signWebhook({
  secret,
  path,
  body,
  now = Date.now(),
  nonce = randomBytes(16).toString('hex'),
}: SignOptions): string {
  const timestamp = String(Math.floor(now / 1000));
  return `t=${timestamp},n=${nonce},v2=${digest(secret, { timestamp, nonce, path, body }).toString('hex')}`;
}

/** Keeps nonces for as long as a signature with them could still be in time. */
export interface NonceStore {
  /** True when the nonce was new and is now taken; false when it was taken already. Must be atomic. */
  take(nonce: string, expiresAt: Date): Promise<boolean>;
}

export interface VerifyOptions {
  /** One secret, or several while keys are being changed; none when nobody may send. */
  secrets: readonly string[];
  /** Of the address that was asked, as {@link SignOptions.path}. */
  path: string;
  /** The header's value; undefined when there was none. */
  header: string | undefined;
  /** The body exactly as received, before any parsing. */
  body: string | Uint8Array;
  nonces: NonceStore;
  now?: number;
  toleranceSeconds?: number;
}

export type SignatureProblem = 'MISSING' | 'MALFORMED' | 'TOO_OLD' | 'TOO_NEW' | 'WRONG_SIGNATURE' | 'REPLAYED';
export type SignatureVerdict = { ok: true } | { ok: false; problem: SignatureProblem };

/**
 * Whether a signed request is genuine, in time and new. The nonce is taken only when everything else is right, so that a
 * forger cannot use up nonces.
 *
 * @example
 * const verdict = await verifyWebhook({ secrets, path, header: req.get(SIGNATURE_HEADER), body: rawBody, nonces });
 * if (!verdict.ok) return problem(401, verdict.problem);
 */
export async function verifyWebhook(options: VerifyOptions): Promise<SignatureVerdict> {
  const { secrets, path, header, body, nonces, now = Date.now() } = options;
  const { toleranceSeconds = DEFAULT_TOLERANCE_SECONDS } = options;
  if (header === undefined) return { ok: false, problem: 'MISSING' };
  const parts = parseHeader(header);
  if (parts === undefined) return { ok: false, problem: 'MALFORMED' };

  const age = Math.floor(now / 1000) - Number(parts.timestamp);
  if (age > toleranceSeconds) return { ok: false, problem: 'TOO_OLD' };
  if (age < -toleranceSeconds) return { ok: false, problem: 'TOO_NEW' };

  const { timestamp, nonce } = parts;
  const expected = secrets.map((secret) => digest(secret, { timestamp, nonce, path, body }));
  const genuine = expected.some((good) => parts.signatures.some((given) => timingSafeEqual(good, given)));
  if (!genuine) return { ok: false, problem: 'WRONG_SIGNATURE' };

  const expiresAt = new Date((Number(parts.timestamp) + toleranceSeconds + 1) * 1000);
  return (await nonces.take(parts.nonce, expiresAt)) ? { ok: true } : { ok: false, problem: 'REPLAYED' };
}

/** Nonces of one process. Where several processes receive webhooks, keep them in a database instead. */
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

interface Signed {
  timestamp: string;
  nonce: string;
  path: string;
  body: string | Uint8Array;
}

function digest(secret: string, { timestamp, nonce, path, body }: Signed): Buffer {
  checkSecret(secret);
  return createHmac('sha256', secret).update(`${timestamp}\n${nonce}\n${path}\n`).update(body).digest();
}

function parseHeader(header: string): { timestamp: string; nonce: string; signatures: Buffer[] } | undefined {
  const parts = header.split(',').map((part) => part.trim());
  const values = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [timestamp, ...otherTimestamps] = values('t');
  const [nonce, ...otherNonces] = values('n');
  const signatures = values('v2');
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp) || otherTimestamps.length > 0) return undefined;
  if (nonce === undefined || !/^[\w-]{8,64}$/.test(nonce) || otherNonces.length > 0) return undefined;
  if (signatures.length === 0 || !signatures.every((signature) => /^[0-9a-f]{64}$/.test(signature))) return undefined;
  return { timestamp, nonce, signatures: signatures.map((signature) => Buffer.from(signature, 'hex')) };
}
