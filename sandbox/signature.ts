/** `Beian-Signature: t=…,n=…,v1=…`, as the documented interface asks of outside parties: HMAC-SHA256 over `t.n.body`. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

export function sign(secret: string, body: string): string {
  const t = Math.floor(Date.now() / 1000);
  const n = randomBytes(16).toString('hex');
  return `t=${t},n=${n},v1=${digest(secret, `${t}`, n, Buffer.from(body)).toString('hex')}`;
}

/** Whether a request to a party is signed with its secret and at most five minutes old. */
export function isSigned(secret: string, header: string | undefined, body: Buffer): boolean {
  const [, t, n, v1] = /^t=(\d+),n=([\w-]+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (t === undefined || n === undefined || v1 === undefined) return false;
  if (Math.abs(Date.now() / 1000 - Number(t)) > TOLERANCE_SECONDS) return false;
  return timingSafeEqual(digest(secret, t, n, body), Buffer.from(v1, 'hex'));
}

const digest = (secret: string, t: string, n: string, body: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${t}.${n}.`).update(body).digest();
