/** Who is calling, as the check of tokens found. */
import { identityIn, USUAL_CLAIMS, type Identity } from '../../adapters/identity-provider/claims.ts';
import type { TokenRefused } from '../../adapters/identity-provider/token-refused.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { problem, type Problem } from '../http/problems.ts';

export const callerOf = ({ subject, role, accountId, expiresAt }: Identity): Caller => ({
  id: subject,
  role,
  accountId,
  expiresAt,
});

/** The caller in the claims of a token of the sandbox. */
export const sandboxCaller = (claims: Readonly<Record<string, unknown>>): Caller =>
  callerOf(identityIn(claims, USUAL_CLAIMS));

/** What a caller hears: the same for every token that is not valid, so that nobody learns from it how to forge one. */
export function refusedToken(cause: TokenRefused): Problem {
  const { kind, claim } = cause.reason;
  const isAboutTheCaller = kind === 'TWO_ROLES' || ((kind === 'MISSING' || kind === 'WRONG') && !OF_THE_JWT.has(claim));
  if (isAboutTheCaller) {
    const detail = 'The token must carry sub, role and, for applicants, account.';
    return problem('UNAUTHENTICATED', { detail, cause });
  }
  return problem('UNAUTHENTICATED', {
    ...(kind === 'EXPIRED' ? { detail: 'The token has expired.' } : {}),
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    cause,
  });
}

const OF_THE_JWT: ReadonlySet<string | undefined> = new Set(['iss', 'aud', 'exp', 'nbf']);
