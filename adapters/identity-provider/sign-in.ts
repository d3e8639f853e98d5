/**
 * Sign-in of people at an OpenID provider: authorization code with PKCE, state and nonce, and what the provider says later of a
 * sign-in that has ended. The endpoints are discovered at the issuer, when somebody signs in.
 */
import { jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { RetryableError } from '../delivery-faults.ts';
import { claimNamed, identityIn, type ClaimNames, type Identity } from './claims.ts';
import { providerKeys, type ProviderKeys } from './provider-keys.ts';
import { TokenRefused } from './token-refused.ts';
import { ALGORITHMS } from './tokens.ts';

export interface SignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** None for a public client. */
  readonly clientSecret?: string | undefined;
  /** Where the provider sends the browser back. */
  readonly redirectUri: string;
  readonly scopes: string;
  readonly claims: ClaimNames;
  /** Claim that says that the provider has verified who somebody is. */
  readonly verifiedClaim?: string | undefined;
  /** Whoever has no role is a new customer, whose account has the name of the subject. */
  readonly newCustomers: boolean;
  /** Values of `acr` or `amr`, one of which staff must come with; none when nothing is asked of them. */
  readonly secondFactor: readonly string[];
}

/** What is remembered of a sign-in that has begun, at the browser that began it. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignedInPerson {
  readonly identity: Identity;
  readonly providerSession: string | undefined;
  readonly verified: boolean;
  /** False for staff who came without the second factor that is asked of them. */
  readonly secondFactor: boolean;
}

export interface ProviderSignIn {
  begin: (asked: { secondFactor: boolean }) => Promise<{ readonly url: string; readonly pending: PendingSignIn }>;
  /** Throws {@link TokenRefused} when the provider's answer is not one to this sign-in, or names nobody for Beian. */
  finish: (url: URL, pending: PendingSignIn) => Promise<SignedInPerson>;
  /** Where a person signs out at the provider too; undefined where it has no such page. */
  signOutUrl: (returnTo: string) => Promise<string | undefined>;
  /** Whose sign-in ended, by a token that the provider sends. Throws {@link TokenRefused}. */
  ended: (logoutToken: string) => Promise<{ subject?: string | undefined; providerSession?: string | undefined }>;
}

const ENDED_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TIMEOUT_MS = 5_000;

export function providerSignIn(options: SignInOptions): ProviderSignIn {
  const { issuer, clientId, redirectUri, scopes, claims: names, secondFactor } = options;
  let known: Promise<{ provider: oidc.Configuration; keys: ProviderKeys }> | undefined;

  /** A discovery that failed is tried again at the next sign-in. */
  function discovered() {
    known ??= discover(options).catch((cause: unknown) => {
      known = undefined;
      throw new RetryableError('the identity provider could not be discovered', { cause });
    });
    return known;
  }

  return {
    begin: async (asked) => {
      const { provider } = await discovered();
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        ...(asked.secondFactor ? { prompt: 'login', acr_values: secondFactor.join(' ') } : {}),
      });
      return { url: url.href, pending };
    },

    finish: async (url, { state, nonce, verifier }) => {
      const { provider } = await discovered();
      const claims = await answered(async () => {
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        const tokens = await oidc.authorizationCodeGrant(provider, url, checks);
        return tokens.claims() ?? {};
      });
      const identity = personIn(claims, options);
      const sid = claimNamed(claims, 'sid');
      return {
        identity,
        providerSession: typeof sid === 'string' ? sid : undefined,
        verified: options.verifiedClaim !== undefined && isTrue(claimNamed(claims, options.verifiedClaim)),
        secondFactor: identity.role === 'applicant' || hasSecondFactor(claims, secondFactor),
      };
    },

    signOutUrl: async (returnTo) => {
      const { provider } = await discovered();
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(provider, { post_logout_redirect_uri: returnTo }).href;
    },

    ended: async (logoutToken) => {
      const { keys } = await discovered();
      const { payload } = await jwtVerify(logoutToken, keys.find, {
        issuer,
        audience: clientId,
        algorithms: ALGORITHMS,
        maxTokenAge: '5 min',
        requiredClaims: ['iat', 'jti', 'events'],
      }).catch((cause: unknown) => {
        if (cause instanceof RetryableError) throw cause;
        throw new TokenRefused({ kind: 'WRONG', claim: 'logout_token' }, { cause });
      });
      const { sub, sid, nonce, events } = payload;
      const isEnd = typeof events === 'object' && events !== null && ENDED_EVENT in events;
      if (!isEnd || nonce !== undefined) throw new TokenRefused({ kind: 'WRONG', claim: 'events' });
      if (sub === undefined && typeof sid !== 'string') throw new TokenRefused({ kind: 'MISSING', claim: 'sid' });
      return { subject: sub, providerSession: typeof sid === 'string' ? sid : undefined };
    },
  };

  function personIn(claims: Readonly<Record<string, unknown>>, { newCustomers }: SignInOptions): Identity {
    try {
      return identityIn(claims, names);
    } catch (error) {
      if (!newCustomers || !(error instanceof TokenRefused)) throw error;
      const { kind, claim } = error.reason;
      const lacksRole = claim === names.role && (kind === 'MISSING' || kind === 'WRONG');
      const lacksAccount = claim === names.account && kind === 'MISSING';
      if (!lacksRole && !lacksAccount) throw error;
      const account = claimNamed(claims, names.account) ?? claims['sub'];
      return identityIn({ ...claims, [names.role]: 'applicant', [names.account]: account }, names);
    }
  }
}

async function discover({ issuer, clientId, clientSecret }: SignInOptions) {
  const isPlain = issuer.startsWith('http:'); // configuration lets it be so on this machine, or by a word of who runs Beian
  const provider = await oidc.discovery(
    new URL(issuer),
    clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    { timeout: TIMEOUT_MS / 1000, ...(isPlain ? { execute: [oidc.allowInsecureRequests] } : {}) },
  );
  const { jwks_uri: jwksUrl } = provider.serverMetadata();
  if (jwksUrl === undefined) throw new Error('the provider names no keys');
  return { provider, keys: providerKeys({ jwksUrl, timeoutMs: TIMEOUT_MS, now: Date.now }) };
}

/** The library's words for a provider that cannot be reached, or that fails; without a code, it could not even be asked. */
const UNANSWERED: ReadonlySet<string | undefined> = new Set([
  undefined,
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** What the provider or the browser brought wrongly is refused; what could not be asked may be tried again. */
async function answered<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (cause) {
    if (cause instanceof oidc.ClientError && !UNANSWERED.has(cause.code))
      throw new TokenRefused({ kind: 'WRONG', claim: 'id_token' }, { cause });
    if (cause instanceof oidc.AuthorizationResponseError || cause instanceof oidc.ResponseBodyError)
      throw new TokenRefused({ kind: 'WRONG', claim: 'code' }, { cause });
    throw new RetryableError('the identity provider does not answer', { cause });
  }
}

const isTrue = (value: unknown): boolean => value === true || value === 'true';

function hasSecondFactor(claims: unknown, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const brought = [claimNamed(claims, 'acr'), claimNamed(claims, 'amr')].flat();
  return brought.some((one) => typeof one === 'string' && wanted.includes(one));
}
