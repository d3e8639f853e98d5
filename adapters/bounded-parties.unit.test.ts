/** Every call to every outside party ends, whatever the other side does: in time, with its connection broken off. */
import { describe, expect, test } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { jwksTokens } from '../api/auth/tokens.ts';
import { CALLS, EMAIL } from '../test/support/parties/calls.ts';
import { hostileServer, HTTP, MISDEEDS, SMTP, type Misdeed } from '../test/support/parties/hostile-server.ts';
import { createSmtpEmail } from './email/smtp.ts';

const timeoutMs = 300;

/** More than any limit of an answer, and what a machine sends while somebody looks away. */
const MUCH = 512 * 1024 * 1024;

describe.each(MISDEEDS)('where the other side %s', (misdeed) => {
  test.concurrent.each(Object.entries(CALLS))('a call to %s may be tried again later', async (_name, call) => {
    await withServer(misdeed, HTTP, async (port) => {
      await expect(call({ protocol: 'http', port, timeoutMs })).rejects.toMatchObject({ name: 'RetryableError' });
    });
  });

  test.concurrent('an email may be sent again later', async () => {
    await withServer(misdeed, SMTP, async (port) => {
      const options = { host: '127.0.0.1', port, tls: 'none', from: 'beian@provider.example' } as const;
      const email = createSmtpEmail({ ...options, timeoutMs, withinMs: timeoutMs });
      await expect(email.send(EMAIL)).rejects.toMatchObject({ name: 'RetryableError' });
    });
  });

  test.concurrent("a token cannot be checked while the identity provider's keys are not known", async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ sub: 'a' }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
    await withServer(misdeed, HTTP, async (port) => {
      const jwksUrl = `http://127.0.0.1:${port}/keys`;
      const verify = jwksTokens({ jwksUrl, issuer: 'https://id.example', audience: 'beian', timeoutMs });
      await expect(verify(token)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    });
  });
});

/** Calls the server, and sees that no connection stays and that not much was taken in. */
async function withServer(
  misdeed: Misdeed,
  protocol: typeof HTTP,
  call: (port: number) => Promise<void>,
): Promise<void> {
  const server = await hostileServer(misdeed, protocol);
  try {
    await call(server.port);
    await server.left();
    expect(server.sent()).toBeLessThan(MUCH);
  } finally {
    await server.close();
  }
}
