/**
 * What MIIT says of a record without an order here, in one transaction: the record with a version, the duties of websites that are
 * served here no more, inspections of what is left, and tasks about orders in progress that were made from another record.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/digest.ts';
import { foundBySync } from '../../domain/inspection/found-by-sync.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { recordAfter } from '../../domain/record/record-change.ts';
import type { Actor } from '../../domain/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openDutiesOf } from '../duties/duties.ts';
import { openInspections } from '../inspections/inspections.ts';
import { noteRequest, requestDigest, type SentAction } from '../outbox/action-requests.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { noteContradicted } from './contradicted-orders.ts';
import { syncRecord, type SyncResult, type SyncTold } from './sync-record.ts';

/** A report that a website is gone. */
export type GoneReport = SentAction & { to: 'obligations' };

interface NewsTaken {
  result: SyncResult;
  /** Noted in the outbox, so that the sweeper sends what nobody sends at once. */
  reports: { orderId: OrderId; sent: GoneReport }[];
  /** Orders in progress that contradict it; operators have a task about each. */
  orders: OrderId[];
}

export interface News extends SyncTold {
  /** Until when what was found must be put right. */
  dueAt: Instant;
  /** Mailbox of the provider's filing desk. */
  deskEmail: string;
}

/** Takes the news once; the same event again changes nothing. Must be called in a transaction. */
export async function takeNews(trx: Database, vault: Vault, { dueAt, deskEmail, ...told }: News): Promise<NewsTaken> {
  const result = await syncRecord(trx, vault, told);
  if (result.outcome !== 'CHANGED') return { result, reports: [], orders: [] };
  await openInspections(trx, foundBySync(result.record, result.changes), { ...told, dueAt });
  return {
    result,
    reports: await noteReports(trx, vault, result, told),
    orders: await noteContradicted(trx, vault, { record: result.record, now: told.at, deskEmail }),
  };
}

type Changed = Extract<SyncResult, { outcome: 'CHANGED' }>;

/** Websites that were served here and are not any more. */
function leftHere({ record, changes }: Changed): string[] {
  const after = recordAfter(record, changes);
  const stays = new Set(after?.accesses.map(({ website }) => website));
  return record.websites.map(({ number }) => number).filter((number) => !stays.has(number));
}

/** The duties of websites that left end (R-POST-4). */
async function noteReports(
  trx: Database,
  vault: Vault,
  changed: Changed,
  { eventId, at }: SyncTold,
): Promise<NewsTaken['reports']> {
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
  for (const { orderId, sent } of reports)
    await noteRequest(trx, vault, { orderId, sent, digest: requestDigest(vault, canonicalJson([sent])), at });
  return reports;
}

const shortened = (eventId: string): string => createHash('sha256').update(eventId).digest('hex').slice(0, 24);
