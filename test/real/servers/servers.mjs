/**
 * An OpenID provider and a mail server, each from its package, on this machine only. Run from the folder into
 * which their packages were installed. What it needs comes as JSON in REAL_SERVERS; it writes its certificate and every mail into
 * its folder, and says "ready".
 */
import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { generate } from 'selfsigned';
import { SMTPServer } from 'smtp-server';

const { issuer, audience, people, ports, smtp } = JSON.parse(process.env['REAL_SERVERS'] ?? '{}');
const HOST = '127.0.0.1';

// One certificate of an authority that only NODE_EXTRA_CA_CERTS makes known.
const { cert, private: key } = await generate([{ name: 'commonName', value: HOST }], {
  keySize: 2048,
  algorithm: 'sha256',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] },
  ],
});
writeFileSync('authority.pem', cert);
writeFileSync('authority.key', key, { mode: 0o600 });

const signing = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const provider = new Provider(issuer, {
  clients: people.map(({ id, secret }) => ({
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  })),
  jwks: { keys: [{ ...signing, kid: 'one', alg: 'RS256', use: 'sig' }] },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'filings',
        audience,
        accessTokenTTL: 3600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  // Where Keycloak has them.
  extraTokenClaims: (_context, { clientId }) => {
    const { role, account = null } = people.find(({ id }) => id === clientId);
    return { realm_access: { roles: ['offline_access', role] }, account };
  },
});
await new Promise((resolve) => createServer(provider.callback()).listen(ports.oidc, HOST, resolve));

const mail = new SMTPServer({
  key,
  cert,
  logger: false,
  disableReverseLookup: true,
  onAuth({ username, password }, _session, done) {
    if (username === smtp.user && password === smtp.password) done(null, { user: username });
    else done(new Error('wrong user or password'));
  },
  onData(stream, _session, done) {
    let raw = '';
    stream.setEncoding('utf8').on('data', (part) => (raw += part));
    stream.on('end', () => {
      appendFileSync('mails.jsonl', `${JSON.stringify(raw)}\n`);
      done();
    });
  },
});
mail.on('error', () => {});
await new Promise((resolve) => mail.listen(ports.smtp, HOST, resolve));
writeFileSync('ready', 'ready');
