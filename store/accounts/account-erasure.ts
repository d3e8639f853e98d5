/** Erasure of what is known of accounts: of those that nobody uses (§16.4), and of one that is asked for. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DESK_CASE } from '../cases/desk-case.ts';
import { eraseMessages } from '../messages/erase-messages.ts';
import { UNFILED_SOURCE, WATCH_SOURCE } from '../messages/messages.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import { eraseEndedRecords } from '../records/record-erasure.ts';
import type { Vault } from '../sealing/vault.ts';

export interface IdleErasure {
  /** Accounts go that were written, and whose last order was erased, then or earlier. */
  before: Instant;
  at: Instant;
  limit: number;
}

/**
 * Erases the addresses of idle accounts; returns how many. The row stays, so that the account keeps its orders; it must be verified
 * again.
 */
export async function eraseIdleAccounts(db: Database, { before, at, limit }: IdleErasure): Promise<number> {
  const then = toDate(before);
  const { rows } = await sql<{ id: AccountId }>`
    update accounts set ${erasedAt(at)}
    where id = any(array(
      select id from accounts
      where erased_at is null
        and coalesce(saved_at, created_at) <= ${then}
        and not exists (select from orders join cases on cases.id = orders.id
          where orders.account_id = accounts.id and (cases.erased_at is null or cases.erased_at > ${then}))
        and not exists (select from record_entities
          where record_entities.account_id = accounts.id
            and (record_entities.status <> 'DEREGISTERED' or record_entities.changed_at > ${then}))
      limit ${limit} for update skip locked))
    returning id`.execute(db);
  await eraseToldWithoutOrder(
    db,
    rows.map(({ id }) => id),
  );
  return rows.length;
}

/** Erases the addresses of one account. Nothing happens when there is none. */
export async function eraseAccount(db: Database, vault: Vault, id: AccountId, at: Instant): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`update accounts set ${erasedAt(at)} where id = ${id}`.execute(trx);
    await eraseToldWithoutOrder(trx, [id]);
    await trx.deleteFrom('number_proofs').where('account_id', '=', id).execute();
    await eraseEndedRecords(trx, { accountId: id });
  });
  vault.forget(id);
}

/** Messages about websites without a filing and about days on record hang on no order of the account: its mailbox goes, and that it was told stays. */
const eraseToldWithoutOrder = (db: Database, ids: readonly AccountId[]): Promise<void> =>
  eraseMessages(
    db,
    sql<boolean>`messages.id in (
      select told.id from messages as shown join messages as told using (case_id, source, seq)
      where case_id = ${DESK_CASE} and (starts_with(source, ${UNFILED_SOURCE}) or starts_with(source, ${WATCH_SOURCE}))
        and shown.inbox = any(${sql.val([...ids])}))`,
  );

const erasedAt = (at: Instant) =>
  sql`mobile = null, email = null, kind = null, wrapped_key = null, verified = false, erased_at = ${toDate(at)}`;
