/** The one check of bearer tokens: whoever shows something to people signed in at the identity provider asks here. */
import { decodeProtectedHeader, errors, jwtVerify, type JWTVerifyResult } from 'jose';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { expectAccessToken } from './access-token.ts';
import { identityIn, USUAL_CLAIMS, type ClaimNames, type Identity } from './claims.ts';
import { providerKeys, type ProviderKeys } from './provider-keys.ts';
import { TokenRefused, type Reason } from './token-refused.ts';

export interface IdentityProviderOptions {
  /** Where the identity provider publishes its keys. */
  jwksUrl: string;
  issuer: string;
  audience: string;
  claims?: ClaimNames;
  /** Limit for fetching the keys, to their last byte. */
  timeoutMs?: number;
  /** Wall clock in milliseconds. */
  now?: () => number;
}

/**
 * Whom a token names. Throws {@link TokenRefused} for a token that is not valid, RetryableError or AskPersonError when the
 * provider's keys cannot be had.
 */
export type TokenCheck = (token: string) => Promise<Identity>;

/** The asymmetric signatures that a provider may use; `none` and shared secrets are not among them. */
export const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** By how much the clocks of the provider and of this machine may differ. */
const LEEWAY_SECONDS = 5;

/**
 * Access tokens of an OpenID provider: signature, issuer, audience, time, kind, and what they say of the caller.
 *
 * @example
 * const check = providerTokens({ jwksUrl: 'https://id.example/keys', issuer: 'https://id.example', audience: 'beian' });
 */
export function providerTokens(options: IdentityProviderOptions): TokenCheck {
  const { jwksUrl, issuer, audience, claims = USUAL_CLAIMS, timeoutMs = 5000, now = Date.now } = options;
  const keys = providerKeys({ jwksUrl, timeoutMs, now });
  return async (token) => {
    try {
      const { payload, protectedHeader } = await verified(token);
      expectAccessToken(protectedHeader, payload);
      return identityIn(payload, claims);
    } catch (error) {
      throw refusal(error, token);
    }
  };

  function verified(token: string): Promise<JWTVerifyResult> {
    return jwtVerify(token, keys.find, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(now()),
    });
  }

  function refusal(error: unknown, token: string): unknown {
    if (error instanceof TokenRefused) return new TokenRefused(error.reason, { keyId: keyIdOf(token), cause: error });
    if (error instanceof RetryableError || error instanceof AskPersonError) return error;
    if (!(error instanceof errors.JOSEError) || OF_THE_PROVIDER.has(error.code)) {
      return new RetryableError("the identity provider's keys could not be read", { cause: error });
    }
    const reason = reasonOf(error, { token, keys, issuer, audience, at: now() });
    return new TokenRefused(reason, { keyId: keyIdOf(token), cause: error });
  }
}

/** What the library says when a key that the provider publishes cannot be used. */
const OF_THE_PROVIDER: ReadonlySet<string> = new Set([errors.JWKSInvalid.code, errors.JWKInvalid.code]);

interface Circumstances {
  token: string;
  keys: ProviderKeys;
  issuer: string;
  audience: string;
  at: number;
}

/** The library's error in the words of the log. Nothing of the token goes into it. */
function reasonOf(error: errors.JOSEError, { token, keys, issuer, audience, at }: Circumstances): Reason {
  if (error instanceof errors.JWTExpired) return { kind: 'EXPIRED', claim: 'exp', expected: `after ${time(at)}` };
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error;
    const wanted: Readonly<Record<string, string>> = { iss: issuer, aud: audience, nbf: `before ${time(at)}` };
    if (error.reason === 'missing') return { kind: 'MISSING', claim, expected: wanted[claim] };
    if (claim === 'nbf' && error.reason === 'check_failed')
      return { kind: 'NOT_YET_VALID', claim, expected: wanted[claim] };
    return { kind: 'WRONG', claim, expected: wanted[claim] ?? 'a number of seconds' };
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return { kind: 'ALGORITHM', claim: 'alg', expected: `one of: ${ALGORITHMS.join(', ')}` };
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return { kind: 'UNKNOWN_KEY', claim: 'kid', expected: `one of: ${keys.ids().join(', ')}` };
  if (error instanceof errors.JWSSignatureVerificationFailed) return { kind: 'SIGNATURE' };
  const parts = token.split('.').length;
  return { kind: 'MALFORMED', expected: parts === 3 ? 'a signed JWT' : `a signed JWT of 3 parts, not ${parts}` };
}

const time = (at: number): string => new Date(at).toISOString();

/** As far as it can be read and shown; it is not secret, but anybody can write anything there. */
function keyIdOf(token: string): string | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    if (kid === undefined) return undefined;
    return /^[!-~]{1,100}$/.test(kid) ? kid : 'unreadable';
  } catch {
    return undefined;
  }
}
