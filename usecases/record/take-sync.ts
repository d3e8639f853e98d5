/**
 * What MIIT says of a record without an order here reaches everything that depends on the record: the record with a version,
 * the duties of websites that are served here no more, and orders in progress that were made from another record. All of it
 * is stored together; what cannot be sent at once is sent later.
 */
import { createHash } from 'node:crypto';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { recordAfter } from '../../domain/record/record-change.ts';
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import type { Actor } from '../../domain/role.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { openDutiesOf } from '../../store/duties/duties.ts';
import { openOrdersOn, type OpenOrder } from '../../store/orders/open-orders-on.ts';
import { filingOf } from '../../store/orders/order-workflows.ts';
import { noteRequest, type SentAction } from '../../store/outbox/action-requests.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { syncRecord, type SyncResult } from '../../store/records/sync-record.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import { askedDigest, deliver } from '../outbox/send-noted.ts';
import type { SendDependencies } from '../outbox/send-action.ts';

export interface SyncNews {
  event: SyncEvent;
  eventId: string;
  actor: Actor;
}

export type SyncTaken = SyncResult & {
  /** Orders in progress that contradict it; operators have a task about each. */
  orders: OrderId[];
};

type Report = SentAction & { to: 'obligations' };

/** Takes the news once; the same event again changes nothing. */
export async function takeSync(deps: SendDependencies, news: SyncNews): Promise<SyncTaken> {
  const { database, vault, now } = deps;
  const at = instant(now());
  const { result, reports, orders } = await inTransaction(database, async (trx) => {
    const told = { event: news.event, eventId: news.eventId, by: news.actor.id, at };
    const synced = await syncRecord(trx, vault, told);
    if (synced.outcome !== 'CHANGED') return { result: synced, reports: [], orders: [] };
    return {
      result: synced,
      reports: await noteReports(deps, trx, synced, news),
      orders: await openTasks(trx, synced, at),
    };
  });
  for (const { orderId, sent } of reports) await send(deps, orderId, sent);
  return { ...result, orders };
}

type Changed = Extract<SyncResult, { outcome: 'CHANGED' }>;

/** Websites that were served here and are not any more. */
function leftHere({ record, changes }: Changed): string[] {
  const after = recordAfter(record, changes);
  const stays = new Set(after?.accesses.map(({ website }) => website));
  return record.websites.map(({ number }) => number).filter((number) => !stays.has(number));
}

/** The duties of websites that left end (R-POST-4): noted in the outbox, so that the sweeper sends what a crash leaves behind. */
async function noteReports(
  deps: SendDependencies,
  trx: Database,
  changed: Changed,
  { eventId }: SyncNews,
): Promise<{ orderId: OrderId; sent: Report }[]> {
  if (changed.changes.length === 0) return [];
  const actor: Actor = { id: 'record', role: 'system', door: 'webhook' };
  const open = await openDutiesOf(trx, leftHere(changed));
  const reports = open.map(({ orderId, websiteId }) => {
    const actionId = `websiteRemoved:${shortened(eventId)}:${websiteId}` as ActionId;
    return {
      orderId,
      sent: { to: 'obligations', action: 'websiteRemoved', actionId, actor, data: { websiteId } } as const,
    };
  });
  for (const { orderId, sent } of reports) {
    const request = { orderId, sent, digest: askedDigest(deps, sent), at: instant(deps.now()) };
    await noteRequest(trx, deps.vault, request);
  }
  return reports;
}

const shortened = (eventId: string): string => createHash('sha256').update(eventId).digest('hex').slice(0, 24);

/** An order for which MIIT issues the entity's number expects no record; a draft is judged when it is submitted. */
async function openTasks(trx: Database, { record }: Changed, now: Instant): Promise<OrderId[]> {
  const domains = record.websites.map(({ domain }) => domain);
  const orders = (await openOrdersOn(trx, { entityId: record.id, domains, now })).filter(contradicts);
  for (const { id, visit, at } of orders) await openTask(trx, { caseId: id, kind: 'RECORD_CHANGED', visit, at });
  return orders.map(({ id }) => id);
}

const contradicts = ({ type, stage }: OpenOrder): boolean =>
  !isDrafting(stage) && type !== undefined && rowOf(type).issues !== 'ENTITY_AND_WEBSITES';

async function send(deps: SendDependencies, orderId: OrderId, sent: Report): Promise<void> {
  try {
    const filing = await filingOf(deps.database, orderId);
    if (filing !== undefined) await deliver(deps, filing, sent);
  } catch (error) {
    deps.log.warn({ orderId, kind: error instanceof Error ? error.name : 'unknown' }, 'sent later');
  }
}
