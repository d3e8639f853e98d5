/** Who is calling, as the token says. */
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { CALLER_ROLES, type Actor, type CallerRole } from '../../domain/role.ts';
import { access, type Permission } from './access.ts';
import { problem } from '../http/problems.ts';

export interface Caller {
  /** The token's subject: an opaque identifier of a person, or of one of the provider's own systems. */
  readonly id: string;
  readonly role: CallerRole;
  /** The customer account the person belongs to; applicants always have one. */
  readonly accountId: AccountId | undefined;
  /** When the token ends, in milliseconds; what lasts longer than a request ends with it. */
  readonly expiresAt?: number | undefined;
}

const identifier = z.string().regex(/^[\w.@:-]{1,100}$/);

/** The claims of a token that Beian reads. */
export const claimsSchema = z
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

/** The caller as the audit trail names them. */
export const actorOf = ({ id, role, accountId }: Caller): Actor => ({
  id,
  role,
  door: 'api',
  ...present({ accountId }),
});

/** Refuses who may not do this at all. */
export function permit({ role }: Caller, permission: Permission): void {
  if (access[permission][role] !== 'NO') return;
  throw problem('NOT_YOURS_TO_DO', { detail: `The role ${role} may not use ${permission}.` });
}

/** Whether something of this account lies within what the caller may do. */
export function reaches({ role, accountId }: Caller, permission: Permission, ownerId: string): boolean {
  const extent = access[permission][role];
  return extent === 'ANY' || (extent === 'OWN' && accountId === ownerId);
}

/** The account of a caller whose permission reaches their own things only. */
export function ownAccount({ accountId }: Caller): AccountId {
  if (accountId === undefined) throw problem('NOT_YOURS_TO_DO', { detail: 'Your token names no account.' });
  return accountId;
}
