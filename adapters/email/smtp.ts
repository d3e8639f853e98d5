/** Email by SMTP, over nodemailer. */
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { mailbox } from '../../domain/identity/mailbox.ts';
import { readBy } from '../../domain/configuration.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { errorCode } from '../error-code.ts';
import { untrusted } from '../untrusted.ts';
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
  /** The domain in Message-IDs; by default that of the sender. */
  messageIdDomain?: string;
  /** Limit for connecting, greeting and each reply, in milliseconds. */
  timeoutMs?: number;
  /** Limit for all of it together, since a server that sends a byte now and then keeps within the others. */
  withinMs?: number;
}

/**
 * Sends each email on a connection of its own. After a reply of 4xx, a time-out or a broken connection the caller may try again.
 * A 5xx about recipient or text is final. What would be refused for every recipient needs a person: login, sender, relaying, our
 * domain, an untrusted certificate. The Message-ID is made from the idempotency key, so mail programs show a message once that was delivered twice.
 *
 * @example
 * const email = createSmtpEmail({ host: 'smtp.provider.example', port: 465, tls: 'implicit', user, password, from: 'Beian <beian@provider.example>' });
 * await email.send({ idempotencyKey: 'BA…/N-1/3', to: 'someone@example.com', subject: '备案订单已提交', text: '…' });
 */
export function createSmtpEmail(options: SmtpOptions): EmailSender {
  const { timeoutMs = 15_000, withinMs = 60_000, user, password } = options;
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

  const from = sender(options.from);

  return {
    async send(email: Email) {
      const messageId = `<${createHash('sha256').update(email.idempotencyKey).digest('hex').slice(0, 40)}@${domain}>`;
      const { subject, text } = email;
      const to = recipient(email.to);
      // The library's types do not know its signal yet.
      const signal = AbortSignal.timeout(withinMs);
      const mail = { from, to, subject, text, messageId, headers: WRITTEN_BY_MACHINE, signal };
      try {
        await transport.sendMail(mail);
      } catch (error) {
        throw classify(error);
      }
      return { reference: messageId };
    },
  };
}

/** So that programs do not answer, such as those that tell of an absence (RFC 3834). */
const WRITTEN_BY_MACHINE = { 'Auto-Submitted': 'auto-generated' };

/**
 * The library gets an address as an object: it would read a text as a list, with names, groups and whatever else mail knows. Throws for
 * what is not exactly one address, before any server hears of it.
 */
function recipient(to: string): { name: string; address: string } {
  const address = mailbox(to);
  if (address === undefined) throw new PermanentError('the address is not one mailbox', 'MALFORMED_ADDRESS');
  return { name: '', address };
}

/** `Beian <beian@provider.example>`, or the address alone. */
function sender(from: string): { name: string; address: string } {
  const [, name = '', address = from] = /^\s*"?([^"<>]*?)"?\s*<([^<>]*)>\s*$/.exec(from) ?? [];
  return { name, address: mailbox(address) ?? address };
}

/** The variable `SMTP_FROM`. */
export const senderSchema = readBy(senderDomain);

function senderDomain(from: string): string {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1];
  if (domain === undefined) throw new RangeError('the sender needs an address, such as Beian <beian@provider.example>');
  return domain;
}

/** Further fields of nodemailer's errors: the command that failed, and the server's reply where there was one. */
const refusalSchema = z.object({
  command: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
});

/** A refusal of these commands may be about this recipient or text; any other refusal is about our set-up. */
const MAY_BE_ABOUT_THE_MESSAGE: ReadonlySet<string | undefined> = new Set(['RCPT TO', 'DATA']);

/** The server passes nothing on for us, whatever the recipient: Exim, Postfix, Exchange, qmail, each in its own words. */
const RELAYING = /relay|rcpthosts/i;
/** Replies about a login and the order of commands (RFC 4954, RFC 5321), whichever command they are given to. */
const SESSION_CODES: ReadonlySet<number> = new Set([500, 501, 502, 503, 504, 530, 534, 535, 538]);
/** Security and policy (RFC 3463, X.7.X): login, relaying, our address, our domain's SPF and DKIM. */
const POLICY = /\b5\.7\.\d+/;
const LOGIN = /authenti[cf]|not logged in|log ?in first/i;

/** Whether a reply would be the same for every recipient, because it is about our login, our address or our domain. */
function isAboutUs(responseCode: number, response: string): boolean {
  if (RELAYING.test(response)) return true;
  if (responseCode < 500) return false;
  return SESSION_CODES.has(responseCode) || POLICY.test(response) || LOGIN.test(response);
}

function classify(cause: unknown): Error {
  const code = errorCode(cause) ?? 'no reply';
  const { command, responseCode, response = '' } = refusalSchema.safeParse(cause).data ?? {};
  const distrust = untrusted('The mail server', cause);
  if (distrust !== undefined) return distrust;
  if (code === 'ETLS') {
    return new AskPersonError('The mail server offers no TLS, so nothing was sent: check host, port and TLS.', code, {
      cause,
    });
  }
  if (responseCode === undefined && code === 'EENVELOPE')
    return new PermanentError('the address is not one that mail can be sent to', code, { cause });
  if (responseCode === undefined && (code === 'EAUTH' || code === 'ENOAUTH'))
    return new AskPersonError('We cannot log in at the mail server: check SMTP user and password.', code, { cause });
  if (responseCode === undefined) return again(code, cause);
  const isOurs = !MAY_BE_ABOUT_THE_MESSAGE.has(command) || isAboutUs(responseCode, response);
  if (responseCode < 500 && !(isOurs && RELAYING.test(response))) return again(String(responseCode), cause);
  if (!isOurs)
    return new PermanentError(`the mail server refused the message (${responseCode})`, String(responseCode), { cause });
  return new AskPersonError(
    `The mail server refuses us (${responseCode} to ${command ?? 'our call'}): check SMTP user, password and sender.`,
    String(responseCode),
    { cause },
  );
}

const again = (code: string, cause: unknown): RetryableError =>
  new RetryableError(`the mail server did not take the message (${code})`, { cause, code });
