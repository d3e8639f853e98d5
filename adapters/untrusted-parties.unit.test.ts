/**
 * A certificate that cannot be trusted means the same of every outside party: a fault of the set-up, which does not pass by itself
 * and which somebody has to hear of. Nothing was sent.
 */
import { once } from 'node:events';
import { createServer as createPlainServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { SMTPServer } from 'smtp-server';
import { providerTokens } from './identity-provider/tokens.ts';
import { portOf } from '../sandbox/clouds/smtp-sink.ts';
import { CALLS, EMAIL } from '../test/support/parties/calls.ts';
import { createSmtpEmail } from './email/smtp.ts';

const timeoutMs = 30_000;
const from = 'beian@provider.example';

/** Any server with TLS will do, because clients look at the certificate first; this one has that of its library. */
let withForeignCertificate: SMTPServer;
/** Answers the beginning of TLS with a page, as a proxy does that serves HTTP only. */
let withoutTls: Server;
let received = 0;

beforeAll(async () => {
  withForeignCertificate = new SMTPServer({ secure: true, logger: false });
  withForeignCertificate.on('error', () => {}); // a client that leaves sees the error on its own side
  withForeignCertificate.server.on('secureConnection', (socket) => socket.on('data', () => (received += 1)));
  withForeignCertificate.listen(0, '127.0.0.1');
  withoutTls = createPlainServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
  }).listen(0, '127.0.0.1');
  await Promise.all([once(withForeignCertificate.server, 'listening'), once(withoutTls, 'listening')]);
});
afterAll(async () => {
  await Promise.all([
    new Promise<void>((resolve) => withForeignCertificate.close(() => resolve())),
    new Promise((resolve) => withoutTls.close(resolve)),
  ]);
});

const tokenCheck = async (port: number): Promise<unknown> => {
  const { privateKey } = await generateKeyPair('ES256');
  const token = await new SignJWT({ sub: 'a' }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
  const jwksUrl = `https://127.0.0.1:${port}/keys`;
  return providerTokens({ jwksUrl, issuer: 'https://id.example', audience: 'beian', timeoutMs })(token);
};
const mail = (port: number) =>
  createSmtpEmail({ host: '127.0.0.1', port, tls: 'implicit', from, timeoutMs }).send(EMAIL);

const ways: [string, (port: number) => Promise<unknown>][] = [
  ...Object.entries(CALLS).map(([name, call]): [string, (port: number) => Promise<unknown>] => [
    name,
    (port) => call({ protocol: 'https', port, timeoutMs }),
  ]),
  ['the mail server', mail],
  ['the identity provider, for its keys', tokenCheck],
];

describe.each(ways)('a call to %s', (_name, call) => {
  test('needs a person when the certificate cannot be trusted, and gives nothing away', async () => {
    await expect(call(portOf(withForeignCertificate.server.address()))).rejects.toMatchObject({
      name: 'AskPersonError',
      code: expect.stringMatching(
        /^(CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID|CERTIFICATE)$/,
      ),
      message: expect.stringContaining('cannot be trusted'),
    });
    expect(received).toBe(0);
  });

  test('needs a person when the other side speaks no TLS', async () => {
    await expect(call(portOf(withoutTls.address()))).rejects.toMatchObject({
      name: 'AskPersonError',
      message: expect.stringContaining('cannot be trusted'),
    });
  });
});
