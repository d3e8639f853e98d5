import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import type { EmailSender } from './email-sender.ts';
import { createSmtpEmail } from './smtp.ts';

let sandbox: Sandbox;
let email: EmailSender;
const from = 'Beian 备案 <beian@provider.example>';
const message = {
  idempotencyKey: 'BA20260209-23456789/N-1/3',
  to: 'zhou.lan@example.com',
  subject: '备案订单 BA20260209-23456789 已提交',
  text: '您的订单已提交初审。\nReview is due on 2026-02-11 18:00.',
};

beforeAll(async () => {
  sandbox = await createSandbox();
  email = createSmtpEmail({ host: '127.0.0.1', port: sandbox.smtpPort, tls: 'none', from });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('email by SMTP', () => {
  test('arrives with its Chinese subject and text', async () => {
    await email.send(message);
    expect(sandbox.mailbox.find({ order: 'BA20260209-23456789' })).toMatchObject([
      {
        channel: 'email',
        from: 'beian@provider.example',
        to: message.to,
        subject: message.subject,
        text: message.text,
      },
    ]);
  });

  test('has a Message-ID made from the idempotency key, the same each time and without the key in it', async () => {
    const first = await email.send(message);
    const second = await email.send(message);
    expect(second.reference).toBe(first.reference);
    expect(first.reference).toMatch(/^<[0-9a-f]{40}@provider\.example>$/);
    expect(sandbox.mailbox.find({}).map(({ key }) => key)).toEqual([first.reference, first.reference]);
  });

  test.each([
    ['down' as const, RetryableError],
    ['busy' as const, RetryableError],
    ['reject' as const, PermanentError],
  ])('fails, when the server is %s, with %p', async (condition, kind) => {
    sandbox.switches.set('email', condition);
    await expect(email.send(message)).rejects.toBeInstanceOf(kind);
  });

  test('reports the reply code of a refusal', async () => {
    sandbox.switches.set('email', 'reject');
    await expect(email.send(message)).rejects.toMatchObject({ code: '550' });
  });

  test('may be tried again when no server listens', async () => {
    const unreachable = createSmtpEmail({ host: '127.0.0.1', port: 1, tls: 'none', from, timeoutMs: 2000 });
    await expect(unreachable.send(message)).rejects.toBeInstanceOf(RetryableError);
  });

  test('is sent with a login, and needs a person when the login is refused', async () => {
    const login = { host: '127.0.0.1', port: sandbox.smtpPort, tls: 'none', ...sandbox.keys.smtp, from } as const;
    await createSmtpEmail(login).send(message);
    expect(sandbox.mailbox.find({ to: message.to })).toHaveLength(1);
    await expect(createSmtpEmail({ ...login, password: 'wrong' }).send(message)).rejects.toBeInstanceOf(AskPersonError);
  });

  test('is never sent in the clear when TLS was asked for, and needs a person', async () => {
    const strict = createSmtpEmail({ host: '127.0.0.1', port: sandbox.smtpPort, tls: 'starttls', from });
    await expect(strict.send(message)).rejects.toBeInstanceOf(AskPersonError);
    expect(sandbox.mailbox.find({})).toEqual([]);
  });

  test.each<[string, SMTPServerOptions, 'implicit' | 'starttls']>([
    ['implicit TLS', { secure: true }, 'implicit'],
    ['STARTTLS', {}, 'starttls'],
  ])('needs a person when the certificate cannot be trusted, over %s', async (_name, options, tls) => {
    await withServer(options, async (port) => {
      const sent = createSmtpEmail({ host: '127.0.0.1', port, tls, from }).send(message);
      await expect(sent).rejects.toMatchObject({
        name: 'AskPersonError',
        code: expect.stringMatching(/^(CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID)$/),
      });
    });
  });

  test('needs a person when the login may not send as the sender', async () => {
    const refusal = Object.assign(new Error('Mail from must equal authorized user'), { responseCode: 553 });
    const options: SMTPServerOptions = { onMailFrom: (_address, _session, done) => done(refusal) };
    await withServer(options, async (port) => {
      const sent = createSmtpEmail({ host: '127.0.0.1', port, tls: 'none', from }).send(message);
      await expect(sent).rejects.toMatchObject({ name: 'AskPersonError', code: '553' });
    });
  });

  test('may be tried again when the login cannot be checked just now', async () => {
    const refusal = Object.assign(new Error('Temporary authentication failure'), { responseCode: 454 });
    const options: SMTPServerOptions = { allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(refusal) };
    await withServer(options, async (port) => {
      const login = { host: '127.0.0.1', port, tls: 'none', ...sandbox.keys.smtp, from } as const;
      await expect(createSmtpEmail(login).send(message)).rejects.toMatchObject({ name: 'RetryableError', code: '454' });
    });
  });

  test.each<[string, RefusedAt, number, string]>([
    ['that wants a login first', 'onMailFrom', 530, 'Authentication required'],
    ['that wants a login at the recipient', 'onRcptTo', 530, '5.7.0 Must authenticate before RCPT'],
    ['of a Chinese provider without login', 'onRcptTo', 503, 'Error: need EHLO and AUTH first !'],
    ['that wants a stronger login', 'onRcptTo', 534, '5.7.9 Application-specific password required'],
    ['of Postfix that does not relay for us', 'onRcptTo', 554, '5.7.1 <zhou.lan@example.com>: Relay access denied'],
    ['of Exim that does not relay for us', 'onRcptTo', 550, 'relay not permitted'],
    [
      'of Sendmail that does not relay for us',
      'onRcptTo',
      550,
      '5.7.1 Relaying denied. Proper authentication required.',
    ],
    [
      'of Exchange that does not relay for us',
      'onRcptTo',
      550,
      '5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    ],
    [
      'of qmail that does not relay for us',
      'onRcptTo',
      553,
      "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
    ],
    ['that puts the relaying off', 'onRcptTo', 454, '4.7.1 <zhou.lan@example.com>: Relay access denied'],
    ['that does not let this machine in', 'onRcptTo', 554, '5.7.1 Client host rejected: Access denied'],
    ['that does not believe our domain', 'onData', 550, '5.7.26 This mail is unauthenticated, check SPF and DKIM'],
    ['that blocks our address', 'onConnect', 554, '5.7.1 Service unavailable; client host blocked'],
  ])('needs a person for a server %s', async (_what, at, responseCode, reply) => {
    await withServer(refusing(at, responseCode, reply), async (port) => {
      const sent = createSmtpEmail({ host: '127.0.0.1', port, tls: 'none', from }).send(message);
      await expect(sent).rejects.toMatchObject({ name: 'AskPersonError', code: String(responseCode) });
    });
  });

  test.each<[string, RefusedAt, number, string, string]>([
    [
      'nobody has the address',
      'onRcptTo',
      550,
      '5.1.1 <zhou.lan@example.com>: Recipient address rejected',
      'PermanentError',
    ],
    ['the mailbox is gone', 'onRcptTo', 550, 'No such user here', 'PermanentError'],
    ['the mailbox is full', 'onRcptTo', 552, '5.2.2 Mailbox full', 'PermanentError'],
    ['the message is too large', 'onData', 552, '5.3.4 Message too big', 'PermanentError'],
    ['the recipient is greylisted', 'onRcptTo', 450, '4.7.1 Greylisted, see later', 'RetryableError'],
    ['the recipient’s mailbox is locked', 'onRcptTo', 450, '4.2.1 try again', 'RetryableError'],
  ])('is judged alone when %s', async (_what, at, responseCode, reply, name) => {
    await withServer(refusing(at, responseCode, reply), async (port) => {
      const sent = createSmtpEmail({ host: '127.0.0.1', port, tls: 'none', from }).send(message);
      await expect(sent).rejects.toMatchObject({ name, code: String(responseCode) });
    });
  });

  test('says that a machine wrote it, so that nobody’s absence is answered to the desk', async () => {
    let raw = '';
    const onData: SMTPServerOptions['onData'] = (stream, _session, done) => {
      stream.setEncoding('utf8').on('data', (part: string) => (raw += part));
      stream.on('end', () => done());
    };
    await withServer({ onData }, async (port) => {
      await createSmtpEmail({ host: '127.0.0.1', port, tls: 'none', from }).send(message);
    });
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  test.each([
    'a@example.com,b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'Somebody <a@example.com>',
    'group: a@example.com, b@example.com;',
    '"a@example.com, x" <b@example.com>',
    'a@example.com b@example.com',
    '李@example.com',
    '',
  ])('B9 to %j goes to nobody, and is final', async (to) => {
    await expect(email.send({ ...message, to })).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'MALFORMED_ADDRESS',
    });
    expect(sandbox.mailbox.find({})).toEqual([]);
  });

  test('C16 to a Chinese domain goes to its ASCII form', async () => {
    await email.send({ ...message, to: 'li@示例.中国' });
    expect(sandbox.mailbox.find({})).toMatchObject([{ to: 'li@示例.中国' }]); // the stand-in shows it as people read it
  });

  test('needs a sender with an address', () => {
    expect(() => createSmtpEmail({ host: '127.0.0.1', port: 25, tls: 'none', from: 'Beian' })).toThrow(RangeError);
  });
});

type RefusedAt = 'onConnect' | 'onMailFrom' | 'onRcptTo' | 'onData';

/** A mail server that refuses at one place with one reply. */
function refusing(at: RefusedAt, responseCode: number, reply: string): SMTPServerOptions {
  const refusal = Object.assign(new Error(reply), { responseCode });
  switch (at) {
    case 'onConnect':
      return { onConnect: (_session, done) => done(refusal) };
    case 'onMailFrom':
      return { onMailFrom: (_address, _session, done) => done(refusal) };
    case 'onRcptTo':
      return { onRcptTo: (_address, _session, done) => done(refusal) };
    case 'onData':
      return {
        onData: (stream, _session, done) => {
          stream.resume().on('end', () => done(refusal));
        },
      };
    default:
      return at satisfies never;
  }
}

/** A mail server with the built-in certificate of its library, which no client trusts. */
async function withServer(options: SMTPServerOptions, work: (port: number) => Promise<void>): Promise<void> {
  const server = new SMTPServer({ authOptional: true, logger: false, disableReverseLookup: true, ...options });
  server.on('error', () => {
    // A client that disconnects sees the error on its own side.
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  try {
    await work(portOf(server.server.address()));
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
