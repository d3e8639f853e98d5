/**
 * Secrets in the address of a callback, for parties that cannot sign: a caller who knows the address may post there. Several
 * are valid while one is being changed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether a token is one of these secrets, compared in constant time. */
export function knownTokens(tokens: readonly string[]): (given: string) => boolean {
  const known = tokens.map(digestOf);
  return (given) => {
    const digest = digestOf(given);
    return known.map((one) => timingSafeEqual(one, digest)).includes(true);
  };
}
