/**
 * Identifiers in requests: visible characters, so that each can be stored and logged. `.` and `..` are none: in the path of a URL
 * they name another address.
 */
import { z } from 'zod';
import { printedNumber } from '../../domain/record/icp-number.ts';
import { subjectSchema } from '../../domain/subject.ts';

const visible = (longest: number) =>
  z
    .string()
    .regex(
      new RegExp(`^(?!\\.{1,2}$)[!-~]{1,${longest}}$`),
      `write an identifier of up to ${longest} characters without spaces, and not . or ..`,
    );

export const orderNumber = visible(60).meta({ description: 'The order number.', example: 'BA20260209-7K2MQ4XR' });
/** The path of everything that belongs to one order. */
export const orderPath = z.object({ orderId: orderNumber });
/** As the identity provider has them in its tokens. */
const subject = subjectSchema().regex(/^(?!\.{1,2}$)/, 'write an identifier other than . or ..');
export const accountIdentifier = subject;
export const staffIdentifier = subject;
/** Of a server, in the provider's own systems. */
export const instanceIdentifier = visible(100);
/** Of an action, as somebody sent it or as the history shows it. */
export const actionIdentifier = visible(200);

/** `粤ICP备12345678号`, `粤ICP备12345678号-1`, in any spelling. */
export const filingNumber = z
  .string()
  .max(100)
  .overwrite(printedNumber)
  .regex(/^[\p{L}\p{N}-]{1,60}$/u, 'write the number as MIIT shows it')
  .meta({ example: '粤ICP备12345678号' });
