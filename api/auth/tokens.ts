/** Bearer tokens: verified against an identity provider's published keys, or issued here in sandbox mode. */
import { boundedText } from '../../adapters/bounded-body.ts';
import { SMALL_ANSWER_BYTES } from '../../adapters/bounded-call.ts';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, SignJWT } from 'jose';
import type { Caller } from '../../usecases/access/caller.ts';
import { callerOf } from './caller.ts';
import { problem } from '../http/problems.ts';

/** The caller a token names. Throws a problem (401) when the token is not valid. */
export type TokenVerifier = (token: string) => Promise<Caller>;
export type TokenIssuer = (claims: { sub: string; role: string; account?: string }) => Promise<string>;

export interface JwksOptions {
  /** Where the identity provider publishes its keys. */
  jwksUrl: string;
  issuer: string;
  audience: string;
  /** Limit for fetching the keys, to their last byte. */
  timeoutMs?: number;
}

/** The asymmetric signatures that a provider may use; `none` and shared secrets are not among them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * Tokens of an OIDC provider. Keys are fetched when first needed and again when an unknown one appears.
 *
 * @example
 * const verify = jwksTokens({ jwksUrl: 'https://id.example/keys', issuer: 'https://id.example', audience: 'beian' });
 */
export function jwksTokens({ jwksUrl, issuer, audience, timeoutMs = 5000 }: JwksOptions): TokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: timeoutMs, [customFetch]: fetchBounded });
  return async (token) => {
    const options = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['sub', 'exp'] };
    const { payload } = await jwtVerify(token, keys, options).catch((cause: unknown) => {
      if (ofProvider(cause)) throw problem('UNAVAILABLE', { headers: { 'Retry-After': '5' }, cause });
      throw unauthenticated(cause);
    });
    return callerOf(payload);
  };
}

/** The library ends the request by its signal, and leaves its size open. */
async function fetchBounded(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  return new Response(await boundedText(response, SMALL_ANSWER_BYTES), { status: response.status });
}

const LOCAL_ISSUER = 'beian-sandbox';
const LOCAL_AUDIENCE = 'beian';

export interface LocalTokens {
  verify: TokenVerifier;
  issue: TokenIssuer;
}

/** Tokens signed with a secret of this machine, for sandbox mode only. */
export function localTokens(secret: string): LocalTokens {
  const key = new TextEncoder().encode(secret);
  return {
    issue: ({ sub, ...claims }) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(sub)
        .setIssuer(LOCAL_ISSUER)
        .setAudience(LOCAL_AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(key),
    verify: async (token) => {
      const options = { issuer: LOCAL_ISSUER, audience: LOCAL_AUDIENCE, algorithms: ['HS256'] };
      const { payload } = await jwtVerify(token, key, options).catch((cause: unknown) => {
        throw unauthenticated(cause);
      });
      return callerOf(payload);
    },
  };
}

/** Whether the provider's keys could not be fetched or read, which says nothing about the token. */
const ofProvider = (error: unknown): boolean => !(error instanceof errors.JOSEError) || OF_THE_PROVIDER.has(error.code);
const OF_THE_PROVIDER: ReadonlySet<string> = new Set([
  errors.JOSEError.code, // the answer was not 200, or not JSON
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
  errors.JWKInvalid.code,
]);

const unauthenticated = (cause: unknown) =>
  problem('UNAUTHENTICATED', {
    ...(cause instanceof errors.JWTExpired ? { detail: 'The token has expired.' } : {}),
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    cause,
  });
