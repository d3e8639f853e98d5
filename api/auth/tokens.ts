/** Bearer tokens: those of an identity provider, or in sandbox mode those issued here. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { TokenRefused } from '../../adapters/identity-provider/token-refused.ts';
import { providerTokens, type IdentityProviderOptions } from '../../adapters/identity-provider/tokens.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { callerOf, refusedToken, sandboxCaller } from './caller.ts';
import { problem } from '../http/problems.ts';

/** The caller a token names. Throws a problem: 401 when the token is not valid, 503 when that cannot be found out now. */
export type TokenVerifier = (token: string) => Promise<Caller>;
export type TokenIssuer = (claims: { sub: string; role: string; account?: string }) => Promise<string>;

/**
 * Tokens of an OIDC provider.
 *
 * @example
 * const verify = jwksTokens({ jwksUrl: 'https://id.example/keys', issuer: 'https://id.example', audience: 'beian' });
 */
export function jwksTokens(options: IdentityProviderOptions): TokenVerifier {
  const check = providerTokens(options);
  return async (token) => {
    try {
      return callerOf(await check(token));
    } catch (cause) {
      if (cause instanceof TokenRefused) throw refusedToken(cause);
      throw problem('UNAVAILABLE', { headers: { 'Retry-After': '5' }, cause });
    }
  };
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
      try {
        return sandboxCaller((await jwtVerify(token, key, options)).payload);
      } catch (error) {
        throw refusedToken(error instanceof TokenRefused ? error : ofSandbox(error));
      }
    },
  };
}

const ofSandbox = (cause: unknown): TokenRefused => {
  if (cause instanceof errors.JWTExpired) return new TokenRefused({ kind: 'EXPIRED', claim: 'exp' }, { cause });
  return new TokenRefused({ kind: 'MALFORMED', expected: 'a token of this sandbox' }, { cause });
};
