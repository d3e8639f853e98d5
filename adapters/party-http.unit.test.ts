import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { portOf } from '../sandbox/clouds/smtp-sink.ts';
import { AskPersonError, PermanentError, RetryableError } from './delivery-faults.ts';
import { callParty, parseAnswer } from './party-http.ts';

/** A party that answers with the status in the path; on `/silent` it never answers. */
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/silent') return;
    const status = Number(req.url?.slice(1));
    res.writeHead(status, status === 302 ? { location: '/200' } : {});
    res.end(status === 502 ? '<html>Bad Gateway</html>' : JSON.stringify({ code: `CODE_${status}`, answer: 42 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

const call = (path: string, timeoutMs = 30_000) =>
  callParty({ party: 'party', method: 'POST', url: `${url}/${path}`, headers: {}, body: '{}', timeoutMs });

describe('a call to a party', () => {
  test.each(['200', '202', '404'])('returns an answer with status %s', async (status) => {
    expect(await call(status)).toEqual({ status: Number(status), json: { code: `CODE_${status}`, answer: 42 } });
  });

  test('needs a person when the certificate cannot be trusted', async () => {
    // Any server with TLS will do, because the client checks the certificate first; this one has its library's certificate.
    const untrusted = new SMTPServer({ secure: true, logger: false });
    untrusted.on('error', () => {}); // a client that disconnects sees the error on its own side
    untrusted.listen(0, '127.0.0.1');
    await once(untrusted.server, 'listening');
    const address = `https://127.0.0.1:${portOf(untrusted.server.address())}/200`;
    const called = callParty({ party: 'party', method: 'GET', url: address, headers: {}, timeoutMs: 30_000 });
    await expect(called).rejects.toMatchObject({
      name: 'AskPersonError',
      code: expect.stringMatching(/^(CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID)$/),
    });
    await new Promise<void>((resolve) => untrusted.close(() => resolve()));
  });

  test.each(['408', '425', '429', '500', '502', '503'])('may be tried again after %s', async (status) => {
    await expect(call(status)).rejects.toBeInstanceOf(RetryableError);
  });

  test('may be tried again when no answer comes in time', async () => {
    await expect(call('silent', 20)).rejects.toBeInstanceOf(RetryableError);
  });

  test('does not follow a redirect, which would carry our signature elsewhere', async () => {
    await expect(call('302')).rejects.toBeInstanceOf(RetryableError);
  });

  test.each(['401', '403', '409'])('needs a person after %s', async (status) => {
    await expect(call(status)).rejects.toBeInstanceOf(AskPersonError);
  });

  test.each(['400', '410', '413', '422'])('fails for good after %s, with the party’s code', async (status) => {
    const called = call(status);
    await expect(called).rejects.toBeInstanceOf(PermanentError);
    await expect(called).rejects.toMatchObject({ code: `CODE_${status}` });
  });

  test('needs a person when the answer is malformed', async () => {
    const answer = await call('200');
    expect(parseAnswer('party', z.object({ answer: z.number() }), answer)).toEqual({ answer: 42 });
    expect(() => parseAnswer('party', z.object({ answer: z.string() }), answer)).toThrow('unknown form (answer)');
  });
});
