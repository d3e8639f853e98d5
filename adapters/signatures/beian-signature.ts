/**
 * Beian's own signature, used before Standard Webhooks. The version after 0.1 no longer accepts it.
 *
 *     Beian-Signature: t=<unix seconds>,n=<nonce>,v2=<hex HMAC-SHA256 of `${t}\n${n}\n${path}\n${rawBody}`>
 *
 * The timestamp limits how long a copied request is valid, and within that time the nonce must be new. The path keeps a request
 * from being sent to another address. While a secret is being changed a sender may write several `v2=` parts: one valid part is
 * enough.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { checkSecret } from './secret.ts';
import { outOfTime, type Checked } from './verdict.ts';

export const BEIAN_HEADER = 'Beian-Signature';

export interface BeianSignature {
  /** At least 32 characters. */
  secret: string;
  /** Of the address as the documentation names it, such as `/v1/webhooks/bureau`. */
  path: string;
  body: string | Uint8Array;
  /** Unix time in milliseconds; now unless said. */
  now?: number;
  /** 8 to 64 letters, digits, `-` or `_`; random unless said. */
  nonce?: string;
}

/** The value of the `Beian-Signature` header for a request. Throws a RangeError for a secret that is too short. */
export function signBeian({
  secret,
  path,
  body,
  now = Date.now(),
  nonce = randomBytes(16).toString('hex'),
}: BeianSignature): string {
  const timestamp = String(Math.floor(now / 1000));
  return `t=${timestamp},n=${nonce},v2=${digest(secret, { timestamp, nonce, path, body }).toString('hex')}`;
}

/** Whether the header is genuine and in time. */
export function checkBeian(
  header: string,
  {
    secrets,
    path,
    body,
    now,
    toleranceSeconds,
  }: { secrets: readonly string[]; path: string; body: string | Uint8Array; now: number; toleranceSeconds: number },
): Checked {
  const parts = parseHeader(header);
  if (parts === undefined) return 'MALFORMED';
  const { timestamp, nonce } = parts;
  const late = outOfTime(Number(timestamp), now, toleranceSeconds);
  if (late !== undefined) return late;
  const expected = secrets.map((secret) => digest(secret, { timestamp, nonce, path, body }));
  const genuine = expected.some((good) => parts.signatures.some((given) => timingSafeEqual(good, given)));
  return genuine ? { timestamp: Number(timestamp), nonce } : 'WRONG_SIGNATURE';
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
