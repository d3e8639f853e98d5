/** Carries out what MIIT says of a record without an order here, and writes a version of it. */
import type { Finding } from '../../domain/finding.ts';
import { spelledPerson } from '../../domain/order/one-spelling.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import type { PlainChange } from '../../domain/record/record-change.ts';
import { changesOfSync, subjectOf, type SyncEvent } from '../../domain/record/sync-event.ts';
import { parseInstant, type Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { changeEntity, changeWebsite } from './change-details.ts';
import { applyPlainChange } from './plain-change.ts';
import { recordHere, type RecordHere } from './record-here.ts';
import { writeVersions } from './record-versions.ts';

export interface SyncTold {
  event: SyncEvent;
  eventId: string;
  /** Who says so, by an opaque identifier. */
  by: string;
  at: Instant;
}

export type SyncResult =
  /** There is no such record here, or it was deregistered before. */
  | { outcome: 'NOT_ON_RECORD' }
  /** It was told before, is so already, or something newer is on record. */
  | { outcome: 'UNCHANGED'; number: string }
  /** It cannot be, because something else on record says otherwise. */
  | { outcome: 'CONTRADICTS'; number: string; findings: Finding[] }
  | { outcome: 'CHANGED'; number: string; record: RecordHere; changes: PlainChange[] };

/** Must be called in a transaction. `record` is what stood before. */
export async function syncRecord(trx: Database, vault: Vault, told: SyncTold): Promise<SyncResult> {
  const event = spelled(told.event);
  const number = await numberOfEntity(trx, event);
  const record = number === undefined ? undefined : await recordHere(trx, { number, certificate: undefined });
  if (number === undefined || record === undefined) return { outcome: 'NOT_ON_RECORD' };
  await trx.selectFrom('record_entities').select('id').where('id', '=', record.id).forUpdate().execute();
  if (await isKnown(trx, record.id, told.eventId)) return { outcome: 'UNCHANGED', number };
  const changes = (await isOutdated(trx, event)) ? [] : changesOfSync(record, event);
  for (const change of changes) await applyPlainChange(trx, told.at, change);
  // MIIT's ids and addresses may have been kept since the last version; they are no news of this event.
  if (changes.length === 0 && !DETAILS.has(event.change)) return { outcome: 'UNCHANGED', number };
  const findings = await changeDetails(trx, vault, event, told.at);
  if (findings.length > 0) return { outcome: 'CONTRADICTS', number, findings };
  const by = { cause: 'SYNC', eventId: told.eventId, by: told.by } as const;
  const changed = await writeVersions(trx, vault, [record.id], by, told.at);
  return changed.length === 0 ? { outcome: 'UNCHANGED', number } : { outcome: 'CHANGED', number, record, changes };
}

function spelled(event: SyncEvent): SyncEvent {
  const head = 'head' in event ? present({ head: ifKnown(event.head, spelledPerson) }) : {};
  return 'number' in event
    ? { ...event, number: printedNumber(event.number), ...head }
    : { ...event, website: printedNumber(event.website), ...head };
}

async function numberOfEntity(trx: Database, event: SyncEvent): Promise<string | undefined> {
  const subject = subjectOf(event);
  if ('entity' in subject) return subject.entity;
  const row = await trx
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .select('record_entities.number')
    .where('record_websites.number', '=', subject.website)
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .executeTakeFirst();
  return row?.number;
}

const isKnown = async (trx: Database, entityId: string, eventId: string): Promise<boolean> =>
  (await trx
    .selectFrom('record_versions')
    .select('version')
    .where('entity_id', '=', entityId)
    .where('event_id', '=', eventId)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** News of an access that is older than the access which is open now. A removal is never outdated: no number comes back. */
async function isOutdated(trx: Database, event: SyncEvent): Promise<boolean> {
  if (event.change !== 'ACCESS_REMOVED' && event.change !== 'ACCESS_MOVED') return false;
  if (event.happenedAt === undefined) return false;
  const newer = await trx
    .selectFrom('record_accesses')
    .innerJoin('record_websites', 'record_websites.id', 'record_accesses.website_id')
    .select('record_accesses.id')
    .where('record_websites.number', '=', event.website)
    .where('closed_at', 'is', null)
    .where('opened_at', '>', toDate(parseInstant(event.happenedAt)))
    .executeTakeFirst();
  return newer !== undefined;
}

/** Events that say what the details are. Whether they differ shows when the version is written. */
const DETAILS: ReadonlySet<SyncEvent['change']> = new Set(['ENTITY_CHANGED', 'WEBSITE_CHANGED']);

function changeDetails(trx: Database, vault: Vault, event: SyncEvent, at: Instant): Promise<Finding[]> {
  if (event.change === 'ENTITY_CHANGED') return changeEntity(trx, vault, event, at);
  if (event.change === 'WEBSITE_CHANGED') return changeWebsite(trx, vault, event, at);
  return Promise.resolve([]);
}
