/**
 * The outbox: actions that people asked for under their own action id. A row keeps a digest, so that one id means one
 * action, and the action itself until it has certainly reached the workflow.
 */
import type { Insertable } from 'kysely';
import type { InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ReportName } from '../../domain/duties/duty-reports.ts';
import type { Actor } from '../../domain/role.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { caseKey, keyOf } from '../cases/case-key.ts';
import { countingOne, isSpent, type Counted } from '../orders/action-counts.ts';
import type { ActionRequestsTable } from './tables.ts';

/** An action on the filing, a report about a duty after it, or an action on an inspection. */
export type SentAction = { actionId: ActionId; actor: Actor; data: unknown } & (
  | { to: 'filing'; action: Action; visit?: number }
  | { to: 'obligations'; action: ReportName }
  | { to: 'inspection'; action: InspectionAction; sentAt: Instant }
);

/** One for a process of an order. */
export type SentToOrder = Exclude<SentAction, { to: 'inspection' }>;

/** May hold what people wrote, so it is sealed under the case's key. */
const UNSENT: Column<SentAction> = { name: 'action_requests.unsent' };

/** Who asked for an action, from its sealed column. */
export const actorOfRequest = (key: DataKey, request: Buffer): Actor => open(key, UNSENT, request).actor;

export interface ActionRequest {
  orderId: CaseId;
  sent: SentAction;
  /** Of everything that was asked, see {@link requestDigest}. */
  digest: Buffer;
  /** Wall time. */
  at: Instant;
  /** What it counts as, and how often that is possible a day. Left out for what is not counted. */
  counts?: { as: Counted; limit: number } | undefined;
}

/** A keyed digest of what was asked: equal requests have equal digests, and a digest reveals nothing. */
export const requestDigest = (vault: Vault, asked: string): Buffer => vault.blindIndex('request', asked);

/**
 * Notes a request before it is sent, and counts it. `SAME`: the request was noted before; `OTHER`: its id was used for
 * another request; `TOO_OFTEN`: the limit of the day is reached, and nothing is noted.
 */
export async function noteRequest(
  db: Database,
  vault: Vault,
  { orderId, sent, digest, at, counts }: ActionRequest,
): Promise<'NEW' | 'SAME' | 'OTHER' | 'TOO_OFTEN'> {
  const key = await caseKey(db, vault, orderId);
  const row = {
    case_id: orderId,
    action_id: sent.actionId,
    action: sent.action,
    digest,
    unsent: key === undefined ? null : seal(key, UNSENT, sent),
    noted_at: toDate(at),
  };
  const noted = await (counts === undefined ? noting(db, row) : notingCounted(db, row, counts)).executeTakeFirst();
  if (noted !== undefined) return 'NEW';
  const known = await readRequest(db, orderId, sent.actionId);
  if (known?.digest.equals(digest) === false) return 'OTHER';
  return counts !== undefined && (await isSpent(db, counts.as, counts.limit)) ? 'TOO_OFTEN' : 'SAME';
}

type NewRow = Insertable<ActionRequestsTable>;

const noting = (db: Database, row: NewRow) =>
  db
    .insertInto('action_requests')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('action_id');

/** Notes and counts in one statement, so that counting costs no time of its own. */
const notingCounted = (db: Database, row: NewRow, { as, limit }: NonNullable<ActionRequest['counts']>) =>
  db
    .with('counted', (query) => countingOne(query, as, limit))
    .insertInto('action_requests')
    .columns(['case_id', 'action_id', 'action', 'digest', 'unsent', 'noted_at'])
    .expression((query) =>
      query
        .selectFrom('counted')
        .select((is) => [
          is.val(row.case_id).as('case_id'),
          is.val(row.action_id).as('action_id'),
          is.val(row.action).as('action'),
          is.val(row.digest).as('digest'),
          is.val(row.unsent).as('unsent'),
          is.val(row.noted_at).as('noted_at'),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('action_id');

/** What was asked under an id; undefined when nothing was. */
export const readRequest = (
  db: Database,
  orderId: CaseId,
  actionId: ActionId,
): Promise<{ action: string; digest: Buffer } | undefined> =>
  db
    .selectFrom('action_requests')
    .select(['action', 'digest'])
    .where('case_id', '=', orderId)
    .where('action_id', '=', actionId)
    .executeTakeFirst();

interface RequestName {
  orderId: CaseId;
  actionId: ActionId;
}

/** The workflow has received the action; its outcome will be in the history. */
export async function markArrived(db: Database, { orderId, actionId }: RequestName): Promise<void> {
  await db
    .updateTable('action_requests')
    .set((eb) => ({ arrived: eb.fn.coalesce('unsent', 'arrived'), unsent: null }))
    .where('case_id', '=', orderId)
    .where('action_id', '=', actionId)
    .execute();
}

/** Notes what reaches the process by itself, so that it is believed, and owed again if the process is lost before it reads it. */
export async function noteArrived(
  db: Database,
  vault: Vault,
  { orderId, sent, digest, at }: Omit<ActionRequest, 'counts'>,
): Promise<void> {
  const { actionId, action } = sent;
  const key = await caseKey(db, vault, orderId);
  const arrived = key === undefined ? null : seal(key, UNSENT, sent);
  await noting(db, { case_id: orderId, action_id: actionId, action, digest, arrived, noted_at: toDate(at) }).execute();
}

/** The action was certainly not sent, so its id is free again. */
export async function forgetAction(db: Database, { orderId, actionId }: RequestName): Promise<void> {
  await db
    .deleteFrom('action_requests')
    .where('case_id', '=', orderId)
    .where('action_id', '=', actionId)
    .where('unsent', 'is not', null)
    .execute();
}

/** A noted action that may not have arrived; undefined when it has, or when its case is erased. */
export async function readUnsent(
  db: Database,
  vault: Vault,
  { caseId, actionId }: { caseId: CaseId; actionId: ActionId },
): Promise<SentAction | undefined> {
  const row = await db
    .selectFrom('action_requests')
    .innerJoin('cases', 'cases.id', 'action_requests.case_id')
    .select(['unsent', 'cases.id', 'cases.wrapped_key'])
    .where('case_id', '=', caseId)
    .where('action_id', '=', actionId)
    .executeTakeFirst();
  const key = row && keyOf(vault, row);
  return key === undefined || row?.unsent == null ? undefined : open(key, UNSENT, row.unsent);
}
