/**
 * The queue of uploads of each account. A number is given out when an upload is sent and taken back when the call is refused,
 * so the numbers that the bureau has accepted are 1, 2, 3 … without a gap.
 */
import { createHash } from 'node:crypto';
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { deskCaseKey, DESK_CASE } from '../cases/desk-case.ts';
import { caseKey, caseKeyIfReadable } from '../cases/case-key.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { ifReadable, openBytes, sealBytes } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import type { UploadState } from './tables.ts';

const CONTENT = 'bureau_uploads.content';

/** A document that is to reach the bureau, packed as it goes out. */
export interface UploadToQueue {
  /** The name of the account in the configuration. */
  account: string;
  /** What makes it one upload, however often it is queued; see {@link handOverKey}. */
  key: string;
  /** The kind of message, such as `XZBA`. */
  message: string;
  zip: Uint8Array;
  /** The order that it is about; left out for reports that belong to none. */
  orderId?: OrderId;
  /** The hand-over that it carries: the filing hears what the bureau says of it. */
  handOver?: number;
}

/** One upload for each hand-over of an order. */
export const handOverKey = (orderId: string, handOver: number): string => `${orderId}:handOver:${handOver}`;

/** The MD5 that the interface names, in base64. */
export const zipMd5 = (zip: Uint8Array): string => createHash('md5').update(zip).digest('base64');

/**
 * Puts an upload at the end of its account's queue. `KNOWN`: it was queued before, with whatever content; nothing changes.
 * `ERASED`: the data of its order is erased.
 */
export async function queueUpload(
  db: Database,
  vault: Vault,
  { account, key, message, zip, orderId, handOver }: UploadToQueue,
  at: Instant,
): Promise<'QUEUED' | 'KNOWN' | 'ERASED'> {
  return inTransaction(db, async (trx) => {
    const owner = orderId === undefined ? await deskCaseKey(trx, vault, at) : await caseKey(trx, vault, orderId);
    if (owner === undefined) return 'ERASED';
    const queued = await trx
      .insertInto('bureau_uploads')
      .values({
        account,
        key,
        case_id: orderId ?? DESK_CASE,
        hand_over: handOver ?? null,
        message,
        content: sealBytes(owner, CONTENT, zip),
        zip_md5: zipMd5(zip),
        size: zip.length,
        queued_at: toDate(at),
      })
      .onConflict((known) => known.column('key').doNothing())
      .returning('id')
      .executeTakeFirst();
    return queued === undefined ? 'KNOWN' : 'QUEUED';
  });
}

/** Whether an upload of this key was queued. */
export async function isQueued(db: Database, key: string): Promise<boolean> {
  const row = await db.selectFrom('bureau_uploads').select('id').where('key', '=', key).executeTakeFirst();
  return row !== undefined;
}

export interface Upload {
  id: number;
  account: string;
  caseId: CaseId;
  handOver: number | null;
  message: string;
  zipMd5: string;
  state: UploadState;
  number: number | null;
  attempts: number;
  code: number | null;
}

const COLUMNS = [
  'id',
  'account',
  'case_id as caseId',
  'hand_over as handOver',
  'message',
  'zip_md5 as zipMd5',
  'state',
  'data_sequence as number',
  'attempts',
  'msg_code as code',
] as const;

const ofAccount = (db: Database, account: string) =>
  db.selectFrom('bureau_uploads').select(COLUMNS).where('account', '=', account);

/** The upload whose call has begun and has no written end; there is one at most. */
export const uploadInFlight = (db: Database, account: string): Promise<Upload | undefined> =>
  ofAccount(db, account).where('state', 'in', ['SENT', 'UNKNOWN']).executeTakeFirst();

/** The upload that is sent next: one that the bureau lost keeps its number and goes first. */
export const nextUpload = (db: Database, account: string): Promise<Upload | undefined> =>
  ofAccount(db, account)
    .where('state', '=', 'WAITING')
    .orderBy('data_sequence', (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** Since when the oldest upload waits that the bureau does not have yet; undefined when none does. */
export async function waitingSince(db: Database, account: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('bureau_uploads')
    .select('queued_at')
    .where('account', '=', account)
    .where('state', 'in', ['WAITING', 'SENT', 'UNKNOWN'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && fromDate(row.queued_at);
}

/** An upload of the queue whose content has this MD5. */
export const waitingUploadOf = (db: Database, account: string, md5: string): Promise<Upload | undefined> =>
  ofAccount(db, account)
    .where('state', '=', 'WAITING')
    .where('zip_md5', '=', md5)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** The zip as it goes out; undefined when the data of its case is erased, or cannot be opened. */
export async function contentOf(db: Database, vault: Vault, id: number): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('bureau_uploads')
    .select(['case_id', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.content == null) return undefined;
  const { content } = row;
  const key = await caseKeyIfReadable(db, vault, row.case_id);
  return key && ifReadable(() => openBytes(key, CONTENT, content));
}

/** Gives an upload its number before the call begins. */
export async function markSent(db: Database, id: number, number: number, at: Instant): Promise<void> {
  await db
    .updateTable('bureau_uploads')
    .set((is) => ({ state: 'SENT', data_sequence: number, sent_at: toDate(at), attempts: is('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'WAITING')
    .execute();
}

/** The call may have been carried out: it is not repeated before the bureau was asked. */
export async function markUnknown(db: Database, id: number, code: number | null): Promise<void> {
  await db.updateTable('bureau_uploads').set({ state: 'UNKNOWN', msg_code: code }).where('id', '=', id).execute();
}

/** The call was certainly not carried out: the upload waits again, and its number is free unless the bureau had it before. */
export async function putBack(
  db: Database,
  id: number,
  { code, keepsNumber }: { code: number | null; keepsNumber: boolean },
): Promise<void> {
  await db
    .updateTable('bureau_uploads')
    .set({ state: 'WAITING', msg_code: code, ...(keepsNumber ? {} : { data_sequence: null }) })
    .where('id', '=', id)
    .execute();
}

/** It ended: the bureau has it under its number, or it will never be sent as it is. */
export async function endUpload(
  db: Database,
  id: number,
  ended: { state: 'ACCEPTED'; number: number } | { state: 'REFUSED' },
  { code, at }: { code: number | null; at: Instant },
): Promise<void> {
  const number = ended.state === 'ACCEPTED' ? ended.number : null;
  await db
    .updateTable('bureau_uploads')
    .set({ state: ended.state, data_sequence: number, msg_code: code, ended_at: toDate(at) })
    .where('id', '=', id)
    .execute();
}

/**
 * The bureau lacks these numbers, which it had accepted: they wait again, each with its number. False, and nothing changes,
 * when one of them is not here.
 */
export function sendNumbersAgain(db: Database, account: string, numbers: readonly number[]): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const here = await trx
      .selectFrom('bureau_uploads')
      .select('id')
      .where('account', '=', account)
      .where('data_sequence', 'in', numbers)
      .where('state', '=', 'ACCEPTED')
      .where('content', 'is not', null)
      .forUpdate()
      .execute();
    if (here.length !== numbers.length) return false;
    await trx
      .updateTable('bureau_uploads')
      .set({ state: 'WAITING' })
      .where(
        'id',
        'in',
        here.map(({ id }) => id),
      )
      .execute();
    return true;
  });
}

/** A refused upload waits again, at the end of the queue's order by age. False when it is not refused. */
export async function queueAgain(db: Database, id: number): Promise<Upload | undefined> {
  const row = await db
    .updateTable('bureau_uploads')
    .set({ state: 'WAITING', ended_at: null, attempts: 0 })
    .where('id', '=', id)
    .where('state', '=', 'REFUSED')
    .where('content', 'is not', null)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row;
}
