/** Questions of the bureaus whether a filing is true and served here, and that they were answered. */
import type { VERIFICATION_STATES } from '../../domain/bureau/verification-answer.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';

export interface Question {
  account: string;
  fileId: number;
  index: number;
  domains: readonly string[];
}

/** A question is noted once, however often its file is applied. True when it is new. */
export async function noteQuestion(
  trx: Database,
  { account, fileId, index, domains }: Question,
  at: Instant,
): Promise<boolean> {
  const row = await trx
    .insertInto('bureau_verifications')
    .values({ account, file_id: fileId, fact_index: index, domains: JSON.stringify(domains), told_at: toDate(at) })
    .onConflict((known) => known.columns(['file_id', 'fact_index']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Verification {
  id: number;
  /** The file that asks. */
  fileId: number;
  domains: readonly string[];
  state: (typeof VERIFICATION_STATES)[number];
  toldAt: Instant;
  passed?: boolean;
  answeredAt?: Instant;
}

/** Those that nobody has answered first, then the newest. */
export async function verificationsOf(db: Database, account: string, most: number): Promise<Verification[]> {
  const rows = await db
    .selectFrom('bureau_verifications')
    .select(['id', 'file_id as fileId', 'domains', 'state', 'told_at', 'passed', 'answered_at'])
    .where('account', '=', account)
    .orderBy((is) => is('state', '=', 'ANSWERED'))
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ told_at: told, passed, answered_at: answered, ...row }) => ({
    ...row,
    toldAt: fromDate(told),
    ...present({ passed: passed ?? undefined, answeredAt: fromOptionalDate(answered) }),
  }));
}

/** Notes the answer; undefined when there is no such question that is open. */
export async function noteAnswered(
  trx: Database,
  { id, passed, by, at }: { id: number; passed: boolean; by: string; at: Instant },
): Promise<Omit<Question, 'domains'> | undefined> {
  const row = await trx
    .updateTable('bureau_verifications')
    .set({ state: 'ANSWERED', passed, answered_by: by, answered_at: toDate(at) })
    .where('id', '=', id)
    .where('state', '=', 'OPEN')
    .returning(['account', 'file_id as fileId', 'fact_index as index'])
    .executeTakeFirst();
  return row;
}
