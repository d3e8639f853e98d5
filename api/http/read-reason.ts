/**
 * The header in which staff state why they look at data of people in clear: a code, and if there is one the number of a ticket or
 * letter. It is a header so that it stands in no address, and in no log of addresses.
 */
import type { Request } from 'express';
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import { isReadReason, isReference, READ_REASONS, type StatedReason } from '../../domain/reads/read.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import type { Asking } from '../../usecases/reads/show.ts';
import { parse } from './problems.ts';

export const READ_REASON_HEADER = 'Beian-Read-Reason';

/** The header as the documentation shows it. */
export const documentedReason = z.string().meta({
  description: `Why you look, where you have not claimed the order: one of ${READ_REASONS.join(', ')}; after a space, where there is one, the number of a ticket or letter. No data of people.`,
  example: 'COMPLAINT T-2026-118',
});

const reasonSchema = z.string().transform((text, context): StatedReason => {
  const [code = '', reference, ...more] = text.trim().split(/[ ;]+/);
  const isWhole = more.length === 0 && (reference === undefined || isReference(reference));
  if (isReadReason(code) && isWhole) return { code, ...present({ reference }) };
  const message = `write one of ${READ_REASONS.join(', ')}, and after a space the number of a ticket or letter, if there is one`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Who asks, and why, where they say. */
export function asking(caller: Caller, req: Request): Asking {
  const header = req.get(READ_REASON_HEADER);
  return { caller, reason: header === undefined ? undefined : parse(reasonSchema, header, READ_REASON_HEADER) };
}
