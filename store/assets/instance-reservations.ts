/**
 * Which server backs which website: what orders have reserved, released and used up (domain-spec §3.4). A server is reserved in
 * `reserve-instance.ts`.
 */
import type { Selectable } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { codesOf, setCodeState } from './code-state.ts';
import type { ReservationsTable, ReservationState } from './tables.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';

export interface Reservation {
  orderId: OrderId;
  websiteId: string;
  instanceId: string;
  /** Set when the instance was named by an authorization code. */
  codeId: string | undefined;
  state: ReservationState;
  reservedAt: Instant;
  changedAt: Instant;
}

/** Releases what an order, or one of its websites, has reserved; codes are free again while valid (R-CODE-5). */
export const releaseReservations = (db: Database, orderId: OrderId, at: Instant, websiteId?: string): Promise<void> =>
  endReservations(db, { orderId, websiteId, at }, { state: 'RELEASED', code: 'UNUSED' });

/** The filing was approved, or one of its websites: its codes are used up for ever (R-CODE-5). */
export const consumeReservations = (db: Database, orderId: OrderId, at: Instant, websiteId?: string): Promise<void> =>
  endReservations(db, { orderId, websiteId, at }, { state: 'CONSUMED', code: 'USED' });

async function endReservations(
  db: Database,
  { orderId, websiteId, at }: { orderId: OrderId; websiteId: string | undefined; at: Instant },
  { state, code }: { state: ReservationState; code: 'UNUSED' | 'USED' },
): Promise<void> {
  let update = db
    .updateTable('reservations')
    .set({ state, changed_at: toDate(at) })
    .where('order_id', '=', orderId)
    .where('state', '=', 'RESERVED');
  if (websiteId !== undefined) update = update.where('website_id', '=', websiteId);
  const ended = await update.returning('code_id').execute();
  await setCodeState(db, codesOf(ended), code, at);
}

/** One website of an order no longer runs on an instance: the instance has room for another one. */
export async function releaseConsumed(
  db: Database,
  { orderId, instanceId, at }: { orderId: OrderId; instanceId: string; at: Instant },
): Promise<void> {
  await db
    .updateTable('reservations')
    .set({ state: 'RELEASED', changed_at: toDate(at) })
    .where(
      'number',
      '=',
      db
        .selectFrom('reservations as used')
        .select((eb) => eb.fn.min('used.number').as('number'))
        .where('used.order_id', '=', orderId)
        .where('used.instance_id', '=', instanceId)
        .where('used.state', '=', 'CONSUMED'),
    )
    .execute();
}

/** What an order has reserved or used, by website; `isVoid` when its code has become void meanwhile. */
export async function reservationsOf(db: Database, orderId: OrderId): Promise<(Reservation & { isVoid: boolean })[]> {
  const rows = await db
    .selectFrom('reservations')
    .leftJoin('authorization_codes', 'authorization_codes.id', 'reservations.code_id')
    .selectAll('reservations')
    .select('authorization_codes.state as code_state')
    .where('order_id', '=', orderId)
    .where('reservations.state', '<>', 'RELEASED')
    .orderBy('website_id')
    .execute();
  return rows.map((row) => ({ ...toReservation(row), isVoid: row.state === 'RESERVED' && row.code_state === 'VOID' }));
}

/** Websites of open orders that use an instance; these orders are told when it expires (R-SRV-8). */
export async function openReservationsOn(db: Database, instanceId: string): Promise<Reservation[]> {
  const rows = await db
    .selectFrom('reservations')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('state', '=', 'RESERVED')
    .orderBy('order_id')
    .execute();
  return rows.map(toReservation);
}

export const toReservation = (row: Selectable<ReservationsTable>): Reservation => ({
  orderId: row.order_id,
  websiteId: row.website_id,
  instanceId: row.instance_id,
  codeId: row.code_id ?? undefined,
  state: row.state,
  reservedAt: fromDate(row.reserved_at),
  changedAt: fromDate(row.changed_at),
});
