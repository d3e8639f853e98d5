/** Email by SMTP, over nodemailer. */
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { errorCode } from '../error-code.ts';
import type { Email, EmailSender } from './email-sender.ts';

export interface SmtpOptions {
  host: string;
  /** 465 with `tls: 'implicit'`, 587 with `tls: 'starttls'`. */
  port: number;
  /** How the connection is protected; `none` is for a server on this machine only. */
  tls: 'implicit' | 'starttls' | 'none';
  user?: string;
  password?: string;
  /** The sender as readers see it, e.g. `Beian <beian@provider.example>`. */
  from: string;
  /** Right-hand side of Message-IDs; the sender's domain by default. */
  messageIdDomain?: string;
  /** Limit for connecting, greeting and each reply, in milliseconds. */
  timeoutMs?: number;
}

/**
 * Sends each email on a connection of its own. A reply of 4xx, a time-out or a broken connection may be tried again; a
 * reply of 5xx is final; a refused login needs a person. The Message-ID is made from the idempotency key, so that a
 * message delivered twice is shown once by the reader's program.
 *
 * @example
 * const email = createSmtpEmail({ host: 'smtp.provider.example', port: 465, tls: 'implicit', user, password, from: 'Beian <beian@provider.example>' });
 * await email.send({ idempotencyKey: 'BA…/N-1/3', to: 'someone@example.com', subject: '备案订单已提交', text: '…' });
 */
export function createSmtpEmail(options: SmtpOptions): EmailSender {
  const { timeoutMs = 15_000, user, password } = options;
  const domain = options.messageIdDomain ?? senderDomain(options.from);
  const transport = createTransport({
    host: options.host,
    port: options.port,
    secure: options.tls === 'implicit',
    requireTLS: options.tls === 'starttls',
    ignoreTLS: options.tls === 'none',
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  return {
    async send(email: Email) {
      const messageId = `<${createHash('sha256').update(email.idempotencyKey).digest('hex').slice(0, 40)}@${domain}>`;
      try {
        await transport.sendMail({
          from: options.from,
          to: email.to,
          subject: email.subject,
          text: email.text,
          messageId,
        });
      } catch (error) {
        throw classify(error);
      }
      return { reference: messageId };
    },
  };
}

function senderDomain(from: string): string {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1];
  if (domain === undefined) throw new RangeError('the sender needs an address, such as Beian <beian@provider.example>');
  return domain;
}

function replyCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('responseCode' in error)) return undefined;
  return typeof error.responseCode === 'number' ? error.responseCode : undefined;
}

function classify(error: unknown): Error {
  // nodemailer's own code, and the SMTP reply code where there was a reply
  const code = errorCode(error) ?? 'no reply';
  const responseCode = replyCode(error);
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return new AskPersonError('The mail server refuses our login: check SMTP user and password.', code, {
      cause: error,
    });
  }
  if (code === 'ETLS') {
    return new AskPersonError('The mail server offers no TLS, so nothing was sent: check host, port and TLS.', code, {
      cause: error,
    });
  }
  if (responseCode !== undefined && responseCode >= 500) {
    return new PermanentError(`the mail server refused the message (${responseCode})`, String(responseCode), {
      cause: error,
    });
  }
  if (code === 'EENVELOPE' && responseCode === undefined) {
    return new PermanentError('the address is not one that mail can be sent to', 'EENVELOPE', { cause: error });
  }
  return new RetryableError(`the mail server did not take the message (${responseCode ?? code})`, { cause: error });
}
