/** `Beian-Signature: t=…,n=…,v2=…`, as the documented interface asks of outside parties: HMAC-SHA256 over time, nonce, path and body. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOLERANCE_SECONDS = 300;

export function sign(secret: string, path: string, body: string): string {
  const t = Math.floor(Date.now() / 1000);
  const n = randomBytes(16).toString('hex');
  return `t=${t},n=${n},v2=${digest(secret, [`${t}`, n, path], Buffer.from(body)).toString('hex')}`;
}

/** Says whether a request to a party is signed with its secret, at most five minutes old, and none that came before. */
export function createSignatureCheck(
  secret: string,
): (header: string | undefined, path: string, body: Buffer) => boolean {
  const seen = new Map<string, number>();
  return (header, path, body) => {
    const [, t, n, v2] = /^t=(\d+),n=([\w-]+),v2=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
    if (t === undefined || n === undefined || v2 === undefined) return false;
    const now = Date.now() / 1000;
    if (Math.abs(now - Number(t)) > TOLERANCE_SECONDS) return false;
    if (!timingSafeEqual(digest(secret, [t, n, path], body), Buffer.from(v2, 'hex'))) return false;
    for (const [nonce, at] of seen) if (now - at > 2 * TOLERANCE_SECONDS) seen.delete(nonce);
    if (seen.has(n)) return false;
    seen.set(n, now);
    return true;
  };
}

const digest = (secret: string, head: readonly string[], body: Buffer): Buffer =>
  createHmac('sha256', secret)
    .update(head.map((line) => `${line}\n`).join(''))
    .update(body)
    .digest();
