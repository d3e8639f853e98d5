/** An OpenID provider that nobody here wrote (`oidc-provider`), on this machine. Who signs in at it, and how, the test says. */
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

export interface OpenIdProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next, with these claims and by these methods (`amr`). */
  signsIn: (id: string, claims: Readonly<Record<string, unknown>>, methods?: readonly string[]) => void;
  close: () => Promise<void>;
}

const CLIENT = { clientId: 'beian-console', clientSecret: 'the-secret-of-the-console-in-tests' };

/** @param consoleUrl of the console, which is the provider's one client */
export async function startOpenIdProvider(consoleUrl: string): Promise<OpenIdProvider> {
  let handle: (req: IncomingMessage, res: ServerResponse) => Promise<void> = async () => {};
  const server = createServer((req, res) => void handle(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${portOf(server.address())}`;

  const people = new Map<string, Readonly<Record<string, unknown>>>();
  let next = { id: '', methods: ['pwd'] };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${consoleUrl}/sign-in/callback`],
        post_logout_redirect_uris: [`${consoleUrl}/sign-out/ended`],
        backchannel_logout_uri: `${consoleUrl}/sign-out/provider`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['the-key-of-cookies-in-tests'] },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'role', 'account', 'identity_verified', 'amr', 'sid'] },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    // Its own way out refuses addresses of this machine.
    fetch: (address, { method = 'GET', headers = {}, body = null } = {}) => fetch(address, { method, headers, body }),
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc;
      const grant = new oidc.provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  const pages = provider.callback();
  handle = async (req, res) => {
    if (req.url?.startsWith('/interaction/') === true)
      await provider.interactionFinished(req, res, { login: { accountId: next.id, amr: next.methods } });
    else await pages(req, res);
  };

  return {
    issuer,
    ...CLIENT,
    signsIn: (id, claims, methods = ['pwd', 'otp']) => {
      people.set(id, claims);
      next = { id, methods: [...methods] };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
