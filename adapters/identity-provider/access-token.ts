/**
 * Tells access tokens from the other tokens that an identity provider signs with the same keys. An ID token says to an
 * application who signed in; it was not given to be sent to an API (RFC 9068, section 5).
 */
import { TokenRefused } from './token-refused.ts';

type Fields = Readonly<Record<string, unknown>>;

const expected = 'an access token';

/** What providers call an access token, each in a place of its own: Keycloak, Cognito, Casdoor. */
const NAMES: readonly (readonly [claim: string, accessToken: string])[] = [
  ['typ', 'bearer'],
  ['token_use', 'access'],
  ['tokenType', 'access-token'],
];

/** Claims that only ID tokens have, and the one of tokens that report a sign-out. */
const OF_OTHERS: readonly string[] = ['at_hash', 'c_hash', 's_hash', 'events'];

/** Throws {@link TokenRefused} for every token that says, in one way or another, that it is something else. */
export function expectAccessToken(header: Fields, claims: Fields): void {
  const typ = typeof header['typ'] === 'string' ? mediaType(header['typ']) : undefined;
  if (typ === 'at+jwt') return;
  if (typ !== undefined && typ !== 'jwt') throw otherwise('typ');
  let isNamed = false;
  for (const [claim, accessToken] of NAMES) {
    const name = claims[claim];
    if (typeof name !== 'string') continue;
    if (name.toLowerCase() !== accessToken) throw otherwise(claim);
    isNamed = true;
  }
  const foreign = OF_OTHERS.find((claim) => isGiven(claims[claim]));
  if (foreign !== undefined) throw otherwise(foreign);
  if (isNamed || isGiven(claims['scope']) || isGiven(claims['scp'])) return;
  // Without a word on what it is and what it is good for, the marks of a sign-in decide.
  if (isGiven(claims['nonce'])) throw otherwise('nonce');
  if (isGiven(claims['azp']) && isFor(claims['aud'], claims['azp'])) throw otherwise('aud');
}

const mediaType = (typ: string): string => typ.toLowerCase().replace(/^application\//, '');
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
/** Whether the application that asked for the token is the only one it is for. */
const isFor = (audience: unknown, client: unknown): boolean =>
  Array.isArray(audience) ? audience.length === 1 && audience[0] === client : audience === client;
const otherwise = (claim: string): TokenRefused => new TokenRefused({ kind: 'NOT_AN_ACCESS_TOKEN', claim, expected });
