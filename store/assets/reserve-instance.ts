/**
 * Reserving a server for a website of an order, by name or by an authorization code that stands for a server of another account
 * (domain-spec §3.4). Whether a server qualifies at all is checked by the caller.
 */
import { sql, type Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { codeIndex, setCodeState } from './code-state.ts';
import { releaseReservations } from './instance-reservations.ts';
import type { ReservationsTable } from './tables.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

export interface ReserveRequest {
  orderId: OrderId;
  /** Account of the order; a code may be granted to one account only. */
  accountId: AccountId;
  websiteId: string;
  source: { instanceId: string } | { code: string };
  /** Websites one such instance may back (R-SRV-6). */
  maxWebsites: number;
  at: Instant;
}

export type ReserveRefusal =
  'CODE_UNKNOWN' | 'CODE_OF_ANOTHER_ACCOUNT' | 'CODE_IN_USE' | 'CODE_USED' | 'CODE_VOID' | 'INSTANCE_FULL';

export type Reserved =
  { reserved: true; instanceId: string; codeId: string | undefined } | { reserved: false; reason: ReserveRefusal };

/**
 * Reserves an instance or a code for one website of an order, in place of what the website had before (R-CODE-7,
 * R-CODE-8). A refusal leaves the earlier reservation as it was.
 */
export function reserve(db: Database, vault: Vault, request: ReserveRequest): Promise<Reserved> {
  return inTransaction(db, async (trx) => {
    const found = await findInstance(trx, vault, request);
    if ('refused' in found) return { reserved: false, reason: found.refused };
    const { instanceId, codeId } = found;
    const { orderId, websiteId, maxWebsites, at } = request;

    const had = await reservationOf(trx, orderId, websiteId);
    if (had?.instance_id === instanceId && had.code_id === (codeId ?? null)) {
      return { reserved: true, instanceId, codeId };
    }
    await lockInstance(trx, instanceId);
    const taken = await websitesOn(trx, instanceId, { orderId, websiteId });
    if (taken >= maxWebsites) return { reserved: false, reason: 'INSTANCE_FULL' };
    await releaseReservations(trx, orderId, at, websiteId);
    await insertReservation(trx, { orderId, websiteId, instanceId, codeId, maxWebsites, at });
    return { reserved: true, instanceId, codeId };
  });
}

async function findInstance(
  trx: Database,
  vault: Vault,
  { source, accountId, orderId, websiteId }: ReserveRequest,
): Promise<{ instanceId: string; codeId: string | undefined } | { refused: ReserveRefusal }> {
  if ('instanceId' in source) return { instanceId: source.instanceId, codeId: undefined };
  const code = await trx
    .selectFrom('authorization_codes')
    .selectAll()
    .where('code_index', '=', codeIndex(vault, source.code))
    .forUpdate()
    .executeTakeFirst();
  if (code === undefined) return { refused: 'CODE_UNKNOWN' };
  if (code.granted_to !== null && code.granted_to !== accountId) return { refused: 'CODE_OF_ANOTHER_ACCOUNT' };
  const had = await reservationOf(trx, orderId, websiteId);
  if (code.state === 'IN_USE' && had?.code_id !== code.id) return { refused: 'CODE_IN_USE' };
  if (code.state === 'USED') return { refused: 'CODE_USED' };
  if (code.state === 'VOID') return { refused: 'CODE_VOID' };
  return { instanceId: code.instance_id, codeId: code.id };
}

const reservationOf = (db: Database, orderId: OrderId, websiteId: string) =>
  db
    .selectFrom('reservations')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('website_id', '=', websiteId)
    .where('state', '=', 'RESERVED')
    .executeTakeFirst();

/** Allows one reservation of an instance at a time, so that two orders cannot both take its last place. */
export async function lockInstance(trx: Database, instanceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`instance ${instanceId}`}, 0))`.execute(trx);
}

async function websitesOn(
  trx: Database,
  instanceId: string,
  besides: { orderId: OrderId; websiteId: string },
): Promise<number> {
  const { count } = await trx
    .selectFrom('reservations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('instance_id', '=', instanceId)
    .where('state', '<>', 'RELEASED')
    .where((eb) => eb.or([eb('order_id', '<>', besides.orderId), eb('website_id', '<>', besides.websiteId)]))
    .executeTakeFirstOrThrow();
  return count;
}

async function insertReservation(
  trx: Database,
  request: {
    orderId: OrderId;
    websiteId: string;
    instanceId: string;
    codeId: string | undefined;
    maxWebsites: number;
    at: Instant;
  },
): Promise<void> {
  await trx
    .insertInto('reservations')
    .values({
      order_id: request.orderId,
      website_id: request.websiteId,
      instance_id: request.instanceId,
      code_id: request.codeId ?? null,
      max_websites: request.maxWebsites,
      reserved_at: toDate(request.at),
      changed_at: toDate(request.at),
    })
    .execute();
  if (request.codeId !== undefined) await setCodeState(trx, [request.codeId], 'IN_USE', request.at);
}

/**
 * Reserves again, where still possible, the server that each website of a reactivated order had last (of `websiteIds`, when
 * they are given; R-SM-13). Returns the websites that lost their server.
 */
export function reserveAgain(
  db: Database,
  orderId: OrderId,
  at: Instant,
  websiteIds?: readonly string[],
): Promise<{ lost: string[] }> {
  return inTransaction(db, async (trx) => {
    const last = await trx
      .selectFrom('reservations')
      .distinctOn('website_id')
      .selectAll()
      .where('order_id', '=', orderId)
      .orderBy('website_id')
      .orderBy('number', 'desc')
      .execute();
    const lost: string[] = [];
    for (const row of last) {
      if (row.state !== 'RELEASED' || websiteIds?.includes(row.website_id) === false) continue;
      if (!(await takeAgain(trx, row, at))) lost.push(row.website_id);
    }
    return { lost };
  });
}

async function takeAgain(trx: Database, row: Selectable<ReservationsTable>, at: Instant): Promise<boolean> {
  if (row.code_id !== null && !(await isCodeFree(trx, row.code_id))) return false;
  const website = { orderId: row.order_id, websiteId: row.website_id };
  await lockInstance(trx, row.instance_id);
  if ((await websitesOn(trx, row.instance_id, website)) >= row.max_websites) return false;
  await insertReservation(trx, {
    ...website,
    instanceId: row.instance_id,
    codeId: row.code_id ?? undefined,
    maxWebsites: row.max_websites,
    at,
  });
  return true;
}

async function isCodeFree(trx: Database, codeId: string): Promise<boolean> {
  const code = await trx
    .selectFrom('authorization_codes')
    .select('state')
    .where('id', '=', codeId)
    .forUpdate()
    .executeTakeFirst();
  return code?.state === 'UNUSED';
}
