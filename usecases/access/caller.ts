/** The caller of a use case, and what they may reach. */
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Channel } from '../../domain/order-types/order-type.ts';
import { present } from '../../domain/present.ts';
import type { Actor, CallerRole } from '../../domain/role.ts';
import { refusal } from '../refusal.ts';
import { access, type Permission } from './permissions.ts';

export interface Caller {
  /** An opaque identifier of a person, or of one of the provider's own systems. */
  readonly id: string;
  readonly role: CallerRole;
  /** The customer account the person belongs to; applicants always have one. */
  readonly accountId: AccountId | undefined;
  /** When the caller's proof of identity ends, in milliseconds; anything that lasts longer than a request ends then. */
  readonly expiresAt?: number | undefined;
  /** Where the caller works, where they say it; rules about channels hold for those who say it. */
  readonly channel?: Channel | undefined;
  /** A phone that a code let in reaches this order and nothing else. */
  readonly onlyOrder?: OrderId | undefined;
}

/** The caller as the audit trail names them. */
export const actorOf = ({ id, role, accountId }: Caller): Actor => ({
  id,
  role,
  door: 'api',
  ...present({ accountId }),
});

/** The provider's systems as actor, when a member of staff reports for them. */
export const systemActor = ({ id }: Caller): Actor => ({ id, role: 'system', door: 'api' });

/** Refuses a caller whose role may not do this at all. */
export function permit({ role }: Caller, permission: Permission): void {
  if (access[permission][role] !== 'NO') return;
  throw refusal('NOT_YOURS_TO_DO', { detail: `The role ${role} may not use ${permission}.` });
}

/** Whether the caller may do this with something that belongs to this account. */
export function reaches({ role, accountId }: Caller, permission: Permission, ownerId: string | undefined): boolean {
  const extent = access[permission][role];
  return extent === 'ANY' || (extent === 'OWN' && accountId !== undefined && accountId === ownerId);
}

/** The account to which the caller's permission is limited. */
export function ownAccount({ accountId }: Caller): AccountId {
  if (accountId === undefined) throw refusal('NOT_YOURS_TO_DO', { detail: 'Your token names no account.' });
  return accountId;
}
