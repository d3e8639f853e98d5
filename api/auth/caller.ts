/** Who is calling, as the token says. */
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import { CALLER_ROLES } from '../../domain/role.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { problem } from '../http/problems.ts';

const identifier = z.string().regex(/^[\w.@:-]{1,100}$/);

/** The claims of a token that Beian reads. */
const claimsSchema = z
  .object({ sub: identifier, role: z.enum(CALLER_ROLES), account: identifier.optional(), exp: z.number().optional() })
  .refine(({ role, account }) => role !== 'applicant' || account !== undefined, {
    message: 'an applicant belongs to an account',
    path: ['account'],
  });

export function callerOf(claims: unknown): Caller {
  const read = claimsSchema.safeParse(claims);
  if (!read.success) {
    const detail = 'The token must carry sub, role and, for applicants, account.';
    throw problem('UNAUTHENTICATED', { detail, cause: read.error });
  }
  const { sub, role, account, exp } = read.data;
  const expiresAt = exp === undefined ? undefined : exp * 1000;
  return { id: sub, role, accountId: account as AccountId | undefined, expiresAt };
}
