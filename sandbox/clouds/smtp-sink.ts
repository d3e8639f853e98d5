/** A mail server that takes every email and keeps it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { callbackify } from 'node:util';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';
import type { SandboxKeys } from '../keys.ts';
import type { Mailbox } from './mailbox.ts';
import type { Condition, Switches } from '../control/switches.ts';

export interface SmtpSink {
  port: number;
  stop(): Promise<void>;
}

/** Replies of the real protocol (RFC 5321): 4xx means try again, 5xx means never. */
const REPLIES: Readonly<Record<Exclude<Condition, 'up'>, { code: number; text: string }>> = {
  down: { code: 421, text: 'Service not available, closing transmission channel' },
  busy: { code: 451, text: 'Requested action aborted: local error in processing' },
  reject: { code: 550, text: 'Requested action not taken: mailbox unavailable' },
};

export async function startSmtpSink(options: {
  host: string;
  port: number;
  login: SandboxKeys['smtp'];
  mailbox: Mailbox;
  switches: Switches;
}): Promise<SmtpSink> {
  const keep = callbackify(async (stream: Readable, recipients: readonly SMTPServerAddress[]) => {
    const mail = await PostalMime.parse(await buffer(stream));
    for (const { address } of recipients) {
      options.mailbox.deliver({
        channel: 'email',
        from: mail.from?.address ?? '',
        to: address,
        subject: mail.subject ?? '',
        text: (mail.text ?? '').trimEnd(),
        key: mail.messageId ?? '',
        headers: mail.headers.map(({ key, value }) => [key, value] as const),
      });
    }
  });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    logger: false,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, done) {
      const { login } = options;
      if (username === login.user && password === login.password) return done(null, { user: username });
      return done(Object.assign(new Error('Authentication credentials invalid'), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, done) {
      const condition = options.switches.next('email');
      if (condition === 'up') return done();
      const { code, text } = REPLIES[condition];
      return done(Object.assign(new Error(text), { responseCode: code }));
    },
    onData: (stream, session, done) => keep(stream, session.envelope.rcptTo, (error) => done(error)),
  });
  server.on('error', () => {
    // a client that disconnects sees the error on its own side
  });
  server.listen(options.port, options.host);
  await once(server.server, 'listening');
  return {
    port: portOf(server.server.address()),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the server listens on no TCP port');
  return address.port;
}
