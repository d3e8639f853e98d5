/** Addresses of mailboxes: exactly one, in the form that mail servers take. Not for workflow code: it needs the URL parser. */
import { z } from 'zod';
import { asciiHost } from './domain-name.ts';

const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LONGEST_LOCAL = 64;
const LONGEST = 254;

/**
 * The one spelling of a mailbox: the domain in ASCII form and small letters, what stands before it as typed (`李@…` is none, since many
 * servers refuse it). Undefined when the text is not one address: a list, a name beside it, line breaks, no domain.
 */
export function mailbox(text: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  const at = typed.indexOf('@');
  const local = typed.slice(0, at);
  const host = at < 1 ? undefined : asciiHost(typed.slice(at + 1));
  if (host === undefined || !host.includes('.') || /\.\d+$/.test(host)) return undefined;
  const address = `${local}@${host}`;
  return LOCAL.test(local) && local.length <= LONGEST_LOCAL && address.length <= LONGEST ? address : undefined;
}

export const MAILBOX_ADVICE = 'Give one mailbox, such as name@example.cn.';

/** Schema of a mailbox, in its one spelling. */
export const mailboxSchema = z
  .string()
  .max(LONGEST)
  .refine((text) => mailbox(text) !== undefined, { error: MAILBOX_ADVICE, params: { code: 'EMAIL_INVALID' } })
  .overwrite((text) => mailbox(text) ?? text)
  .meta({ format: 'email' });
