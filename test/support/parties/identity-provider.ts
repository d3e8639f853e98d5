/** An identity provider that publishes its keys over HTTP and signs whatever a test wants signed. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

export const ISSUER = 'https://id.example/';
export const AUDIENCE = 'https://beian.example/api';

export interface IdentityProvider {
  jwksUrl: string;
  /** The public key as text, which anybody may know. */
  publicKey: string;
  /** A token that is as it should be, but for what is given; an undefined claim is left out. */
  token(claims: Readonly<Record<string, unknown>>, with_?: Signing): Promise<string>;
  close(): Promise<void>;
}

export interface Signing {
  header?: Partial<JWTHeaderParameters>;
  key?: CryptoKey | Uint8Array;
}

export const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    jwksUrl: `http://127.0.0.1:${portOf(server.address())}/keys`,
    publicKey: await exportSPKI(publicKey),
    token: (claims, { header = {}, key = privateKey } = {}) =>
      new SignJWT({ iss: ISSUER, aud: AUDIENCE, exp: secondsFromNow(300), ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
        .sign(key),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
