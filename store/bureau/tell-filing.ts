/**
 * What a bureau's answer or file says about an order becomes an action of the bureau in the outbox, in the transaction that
 * writes down the answer. It reaches the filing as a webhook's would, and its id makes it happen once.
 */
import { canonicalJson } from '../../domain/digest.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Action, ActionData } from '../../domain/lifecycle/action.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { noteRequest, requestDigest } from '../outbox/action-requests.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** Who says what: the bureau answers and decides, MIIT keeps the records. */
const SPEAKERS = {
  forwardAccepted: 'bureau',
  forwardFailed: 'bureau',
  bureauDecision: 'bureau',
  recordSynced: 'miit',
} as const satisfies Partial<Record<Action, 'bureau' | 'miit'>>;

/** What is said, under an id that is always the same for the same answer or part of a file. */
export type Said = {
  [Each in keyof typeof SPEAKERS]: {
    orderId: OrderId;
    actionId: ActionId;
    action: Each;
    data: ActionData<Each>;
  };
}[keyof typeof SPEAKERS];

/**
 * Owes the action to the filing, which hears of it within seconds. False when the id was used for something else before, or
 * when the data of the order is erased.
 */
export async function tellFiling(
  trx: Database,
  vault: Vault,
  { orderId, actionId, action, data }: Said,
  at: Instant,
): Promise<boolean> {
  const role = SPEAKERS[action];
  const sent = { to: 'filing', action, actionId, actor: { id: role, role, door: 'webhook' }, data } as const;
  const digest = requestDigest(vault, canonicalJson([sent]));
  if ((await noteRequest(trx, vault, { orderId, sent, digest, at })) === 'OTHER') return false;
  await trx
    .insertInto('owed_work')
    .values({ kind: 'ACTION', case_id: orderId, name: actionId, owed_since: toDate(at), next_try_at: toDate(at) })
    .onConflict((known) => known.columns(['case_id', 'kind', 'name']).doNothing())
    .execute();
  return true;
}
