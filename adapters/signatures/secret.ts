/** The secrets that two parties share to sign requests between them. */
import { readBy } from '../../domain/configuration.ts';

/** A shorter secret could be guessed. An empty one, as after a superfluous comma, would let anybody sign. */
export const SHORTEST_SECRET = 32;

/** Prefix of a key in Standard Webhooks; the key follows in base64. */
const KEY_PREFIX = 'whsec_';
const SHORTEST_KEY = 24;

/**
 * Throws a RangeError for a secret that is too short, or that has the prefix of Standard Webhooks without a valid key. Called
 * where secrets are read, and again where they are used.
 */
export function checkSecret(secret: string): void {
  if (secret.length < SHORTEST_SECRET) throw new RangeError(`a secret needs ${SHORTEST_SECRET} characters or more`);
  if (!secret.startsWith(KEY_PREFIX)) return;
  const encoded = secret.slice(KEY_PREFIX.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || Buffer.from(encoded, 'base64').length < SHORTEST_KEY) {
    throw new RangeError(`after ${KEY_PREFIX} a secret needs ${SHORTEST_KEY} bytes or more in base64`);
  }
}

/** A variable that holds one secret. */
export const secretSchema = readBy(checkSecret);

/** The key of a secret in Standard Webhooks: the part after `whsec_`, or the characters of any other secret. */
export function standardKey(secret: string): Buffer {
  checkSecret(secret);
  return secret.startsWith(KEY_PREFIX)
    ? Buffer.from(secret.slice(KEY_PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
