/** The variables of the identity provider; every process that checks tokens reads the same ones. */
import { z } from 'zod';
import type { IdentityProviderOptions } from './tokens.ts';
import { USUAL_CLAIMS } from './claims.ts';

const claimName = z.string().regex(/^\S{1,200}$/, 'write the name of a claim, or a path such as realm_access.roles');

export const oidcVariables = {
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string(),
  OIDC_JWKS_URL: z.url({ protocol: /^https?$/ }),
  /** Claim of the token that holds the role: an exact name or a path. */
  OIDC_ROLES_CLAIM: claimName.default(USUAL_CLAIMS.role),
  /** Claim of the token that holds the customer account. */
  OIDC_ACCOUNT_CLAIM: claimName.default(USUAL_CLAIMS.account),
};

const oidcSchema = z.object(oidcVariables);

/** The variables as the check of tokens takes them. */
export const identityProviderOf = (config: z.infer<typeof oidcSchema>): IdentityProviderOptions => ({
  jwksUrl: config.OIDC_JWKS_URL,
  issuer: config.OIDC_ISSUER,
  audience: config.OIDC_AUDIENCE,
  claims: { role: config.OIDC_ROLES_CLAIM, account: config.OIDC_ACCOUNT_CLAIM },
});
