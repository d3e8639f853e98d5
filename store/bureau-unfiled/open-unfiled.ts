/** What goes on about websites without a filing while nobody reports them: whose server it is, terms that pass, filings that come. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromOptionalDate, toDate, type Database } from '../postgres/database.ts';

export interface OpenUnfiled {
  id: number;
  domain: string;
  address: string;
  dueAt?: Instant;
}

/** Open ones of an account at a bureau whose owner nobody has asked for yet, the oldest first. */
export async function ownersToAsk(db: Database, account: string, most: number): Promise<OpenUnfiled[]> {
  const rows = await db
    .selectFrom('bureau_unfiled')
    .select(['id', 'domain', 'address', 'due_at'])
    .where('account', '=', account)
    .where('state', '=', 'OPEN')
    .where('asked_at', 'is', null)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ due_at: due, ...row }) => ({ ...row, ...present({ dueAt: fromOptionalDate(due) }) }));
}

export interface Owner {
  instanceId: string;
  accountId: AccountId;
}

/** False when somebody has written it down before. Without an owner people find out whose server it is. */
export async function noteOwner(
  db: Database,
  { id, domain }: Pick<OpenUnfiled, 'id' | 'domain'>,
  owner: Owner | undefined,
  at: Instant,
): Promise<boolean> {
  const row = await db
    .updateTable('bureau_unfiled')
    .set({
      asked_at: toDate(at),
      instance_id: owner?.instanceId ?? null,
      account_id: owner?.accountId ?? null,
      // Rows of the version before have none.
      gate_domain: registrableDomain(domain) ?? domain,
    })
    .where('id', '=', id)
    .where('asked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Open ones whose term has passed. */
export async function overdueUnfiled(db: Database, account: string, now: Instant): Promise<number[]> {
  const rows = await db
    .selectFrom('bureau_unfiled')
    .select('id')
    .where('account', '=', account)
    .where('state', '=', 'OPEN')
    .where('due_at', '<', toDate(now))
    .execute();
  return rows.map(({ id }) => id);
}

/** Ends those whose website is on record by now and has its access here; returns their numbers. */
export async function endFiled(db: Database, account: string, at: Instant): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update bureau_unfiled set state = 'FILED', closed_at = ${toDate(at)}
    where account = ${account} and state = 'OPEN' and exists (
      select from record_websites as website
        join record_accesses as access on access.website_id = website.id and access.closed_at is null
      where website.domain = bureau_unfiled.gate_domain and website.status <> 'DEREGISTERED')
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
