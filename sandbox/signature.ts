/** `Beian-Signature: t=…,n=…,v1=…`, as the documented interface asks of outside parties: HMAC-SHA256 over `t.n.body`. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

export function sign(secret: string, body: string): string {
  const t = Math.floor(Date.now() / 1000);
  const n = randomBytes(16).toString('hex');
  return `t=${t},n=${n},v1=${digest(secret, `${t}`, n, Buffer.from(body)).toString('hex')}`;
}

/** Says whether a request to a party is signed with its secret, at most five minutes old, and none that came before. */
export function createSignatureCheck(secret: string): (header: string | undefined, body: Buffer) => boolean {
  const seen = new Map<string, number>();
  return (header, body) => {
    const [, t, n, v1] = /^t=(\d+),n=([\w-]+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
    if (t === undefined || n === undefined || v1 === undefined) return false;
    const now = Date.now() / 1000;
    if (Math.abs(now - Number(t)) > TOLERANCE_SECONDS) return false;
    if (!timingSafeEqual(digest(secret, t, n, body), Buffer.from(v1, 'hex'))) return false;
    for (const [nonce, at] of seen) if (now - at > 2 * TOLERANCE_SECONDS) seen.delete(nonce);
    if (seen.has(n)) return false;
    seen.set(n, now);
    return true;
  };
}

const digest = (secret: string, t: string, n: string, body: Buffer): Buffer =>
  createHmac('sha256', secret).update(`${t}.${n}.`).update(body).digest();
