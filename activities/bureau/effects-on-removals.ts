/** What follows when MIIT's record of something here ends (ZXSJ, or a record without our access; R-MI-5). */
import type { Removed } from '../../adapters/bureau/miit/downloads/notices.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { ordersAbout, websitesAskedFor, type RequestOfOrder } from '../../store/bureau-answers/requests.ts';
import { markRemoved, stillThere, toldId } from '../../store/bureau-answers/told-ids.ts';
import { tellFiling } from '../../store/bureau/tell-filing.ts';
import type { Database } from '../../store/postgres/database.ts';
import { takeNews } from '../../store/records/take-news.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { NoEffectError, type Effect, type PlaceOfFact } from './download-effects.ts';
import { actionIdAt, type DateDependencies } from './effects-on-orders.ts';

export interface RecordEffectsDependencies extends DateDependencies {
  vault: Vault;
  /** The provider's number at the bureau of an account. */
  ispIdOf: (account: string) => string | undefined;
  /** Until when what is found at this instant must be put right. */
  dueAt: (at: Instant) => Promise<Instant>;
  /** Mailbox of the provider's filing desk. */
  deskEmail: string;
}

async function news(
  trx: Database,
  { vault, dueAt, deskEmail }: RecordEffectsDependencies,
  event: Exclude<SyncEvent, { change: 'FOUND' }>,
  { account, at, ...place }: PlaceOfFact,
  of = '',
): Promise<void> {
  const eventId = actionIdAt({ account, at, ...place }, of);
  await takeNews(trx, vault, { event, eventId, by: account, at, dueAt: await dueAt(at), deskEmail });
}

/** Something was removed: an order that asked for it is complete, or the record here follows. */
export const removedEffect =
  (deps: RecordEffectsDependencies): Effect<'REMOVED'> =>
  async (trx, { removed: { removed, id } }, place) => {
    const told = await toldId(trx, removed, id);
    if (told === undefined) throw new NoEffectError('nothing here has this id');
    await markRemoved(trx, removed, id, place.at);
    if (removed === 'ACCESS' && !told.ours) return;
    await gone(trx, deps, { removed, number: told.number }, place);
  };

interface Gone {
  removed: Removed['removed'];
  number: string;
}

/** Tells the orders that asked for it, or, where none did, lets the record here follow. `of` tells several of one fact apart. */
export async function gone(
  trx: Database,
  deps: RecordEffectsDependencies,
  what: Gone,
  place: PlaceOfFact,
  of = '',
): Promise<void> {
  const orders = await ordersAbout(trx, place.account, { message: 'ZXBA', number: what.number });
  for (const { orderId, handOver } of await completed(trx, what, orders)) {
    const actionId = actionIdAt(place, `${of}-${orderId}`);
    const data = { handOver, removed: true } as const;
    await tellFiling(trx, deps.vault, { orderId, actionId, action: 'recordSynced', data }, place.at);
  }
  if (orders.length === 0) await news(trx, deps, eventOf(what), place, of);
}

/** Orders for whose websites all is gone that they asked to remove. */
async function completed(
  trx: Database,
  { removed }: Gone,
  orders: readonly RequestOfOrder[],
): Promise<{ orderId: OrderId; handOver: number }[]> {
  const complete: RequestOfOrder[] = [];
  for (const order of orders) {
    const left = removed === 'ENTITY' ? [] : await stillThere(trx, removed, await websitesAskedFor(trx, order.orderId));
    if (left.length === 0) complete.push(order);
  }
  return complete;
}

function eventOf({ removed, number }: Gone): Exclude<SyncEvent, { change: 'FOUND' }> {
  switch (removed) {
    case 'ENTITY':
      return { change: 'ENTITY_REMOVED', number };
    case 'WEBSITE':
      return { change: 'WEBSITE_REMOVED', website: number };
    case 'ACCESS':
      return { change: 'ACCESS_REMOVED', website: number };
    default:
      return removed satisfies never;
  }
}
