/** The variables of the identity provider; every process that checks tokens reads the same ones. */
import { z } from 'zod';
import type { IdentityProviderOptions } from './tokens.ts';
import { USUAL_CLAIMS } from './claims.ts';
import type { SignInOptions } from './sign-in.ts';

const claimName = z.string().regex(/^\S{1,200}$/, 'write the name of a claim, or a path such as realm_access.roles');

const claimVariables = {
  /** Claim of the token that holds the role: an exact name or a path. */
  OIDC_ROLES_CLAIM: claimName.default(USUAL_CLAIMS.role),
  /** Claim of the token that holds the customer account. */
  OIDC_ACCOUNT_CLAIM: claimName.default(USUAL_CLAIMS.account),
};

export const oidcVariables = {
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string(),
  OIDC_JWKS_URL: z.url({ protocol: /^https?$/ }),
  ...claimVariables,
};

const oidcSchema = z.object(oidcVariables);

/** The variables as the check of tokens takes them. */
export const identityProviderOf = (config: z.infer<typeof oidcSchema>): IdentityProviderOptions => ({
  jwksUrl: config.OIDC_JWKS_URL,
  issuer: config.OIDC_ISSUER,
  audience: config.OIDC_AUDIENCE,
  claims: { role: config.OIDC_ROLES_CLAIM, account: config.OIDC_ACCOUNT_CLAIM },
});

const words = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.string().min(1)));

/** The variables of the console, which is a client of the provider. */
export const oidcClientVariables = {
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
  /** None for a public client. */
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z.string().default('openid'),
  ...claimVariables,
  /** Claim that says that the provider has verified who a customer is. */
  OIDC_VERIFIED_CLAIM: claimName.optional(),
  /** Whoever has no role of Beian's is a new customer. */
  OIDC_NEW_CUSTOMERS: z.stringbool().default(false),
  /** Values of `acr` or `amr`, separated by commas: staff must come with one of them. */
  OIDC_SECOND_FACTOR: words.default([]),
};

const oidcClientSchema = z.object(oidcClientVariables);

/** The variables as the sign-in takes them. */
export const signInOptionsOf = (config: z.infer<typeof oidcClientSchema>, redirectUri: string): SignInOptions => ({
  issuer: config.OIDC_ISSUER,
  clientId: config.OIDC_CLIENT_ID,
  clientSecret: config.OIDC_CLIENT_SECRET,
  redirectUri,
  scopes: config.OIDC_SCOPES,
  claims: { role: config.OIDC_ROLES_CLAIM, account: config.OIDC_ACCOUNT_CLAIM },
  verifiedClaim: config.OIDC_VERIFIED_CLAIM,
  newCustomers: config.OIDC_NEW_CUSTOMERS,
  secondFactor: config.OIDC_SECOND_FACTOR,
});
