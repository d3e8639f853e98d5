/** Requests to cancel a workflow, made in Temporal by hand. They reach a process as an entry of its inbox and never end it. */
import type { ActionId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Actor } from '../../domain/role.ts';
import type { Refusal } from './definition.ts';

/** Nobody knows who used Temporal. */
export const BY_HAND = { id: 'temporal', role: 'operator', door: 'temporal' } as const satisfies Actor;

/** Refuses the cancellation of a process that ends only when everything in it is done; `advice` says what to do instead. */
export const refuseToCancel = (
  process: { refuse(cause: Cause, refusal: Refusal): Promise<void> },
  actionId: string,
  advice: string,
): Promise<void> =>
  process.refuse(
    { actor: BY_HAND, action: 'cancel', actionId: actionId as ActionId, outcome: 'REFUSED', detail: advice },
    { reason: 'NO_EFFECT' },
  );
