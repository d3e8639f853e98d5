/** MIIT's ids of entities, websites and accesses, by which files of the bureaus name them, and which uploads need. */
import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { BureauToldIdsTable } from './tables.ts';

type Kind = BureauToldIdsTable['kind'];

export interface ToldId {
  kind: Kind;
  id: string;
  /** Of an access, the number of its website. */
  number: string;
  /** False for an access through another provider. */
  ours: boolean;
  /** Of an access of this provider. */
  addresses?: readonly AddressRange[];
}

/** Keeps ids and addresses, and gives them to what is on record here. */
export async function keepIds(trx: Database, ids: readonly ToldId[], at: Instant): Promise<void> {
  for (const { kind, id, number, ours, addresses: told } of ids) {
    const addresses = told === undefined ? null : JSON.stringify(told);
    await trx
      .insertInto('bureau_told_ids')
      .values({ kind, miit_id: id, number, ours, addresses, told_at: toDate(at) })
      .onConflict((known) =>
        known.columns(['kind', 'miit_id']).doUpdateSet({
          number,
          ours,
          addresses,
          told_at: toDate(at),
          removed_at: null,
        }),
      )
      .execute();
  }
  await giveIdsToRecord(trx, [...new Set(ids.map(({ number }) => number))]);
}

/** Writes the ids that were told into the record of these numbers; a number that is not on record here waits. */
export async function giveIdsToRecord(trx: Database, numbers: readonly string[]): Promise<void> {
  if (numbers.length > 0) await giveIdsToNumbers(trx, sql.val([...numbers]));
}

/** @param wanted an array of numbers, or a query of them */
export async function giveIdsToNumbers(trx: Database, wanted: RawBuilder<unknown>): Promise<void> {
  await sql`update record_entities set miit_id = told.miit_id from bureau_told_ids told
    where told.kind = 'ENTITY' and told.number = record_entities.number and told.removed_at is null
      and record_entities.number = any(${wanted}) and record_entities.miit_id is distinct from told.miit_id`.execute(
    trx,
  );
  await sql`update record_websites set miit_id = told.miit_id from bureau_told_ids told
    where told.kind = 'WEBSITE' and told.number = record_websites.number and told.removed_at is null
      and record_websites.number = any(${wanted}) and record_websites.miit_id is distinct from told.miit_id`.execute(
    trx,
  );
  await sql`update record_accesses set miit_id = told.miit_id,
      addresses = coalesce(told.addresses, record_accesses.addresses)
    from bureau_told_ids told join record_websites website on website.number = told.number
    where told.kind = 'ACCESS' and told.ours and told.removed_at is null and record_accesses.website_id = website.id
      and record_accesses.closed_at is null and told.number = any(${wanted})
      and (record_accesses.miit_id is distinct from told.miit_id
        or record_accesses.addresses is distinct from coalesce(told.addresses, record_accesses.addresses))`.execute(
    trx,
  );
}

/** What an id is about; undefined for one that nobody told. */
export async function toldId(
  db: Database,
  kind: Kind,
  id: string,
): Promise<{ number: string; ours: boolean; removed: boolean } | undefined> {
  const row = await db
    .selectFrom('bureau_told_ids')
    .select(['number', 'ours', 'removed_at'])
    .where('kind', '=', kind)
    .where('miit_id', '=', id)
    .executeTakeFirst();
  return row && { number: row.number, ours: row.ours, removed: row.removed_at !== null };
}

export async function markRemoved(trx: Database, kind: Kind, id: string, at: Instant): Promise<void> {
  await trx
    .updateTable('bureau_told_ids')
    .set({ removed_at: toDate(at) })
    .where('kind', '=', kind)
    .where('miit_id', '=', id)
    .execute();
}

/** The website of this number has no access of this provider any more. */
export async function endOurAccess(trx: Database, number: string, at: Instant): Promise<void> {
  await trx
    .updateTable('bureau_told_ids')
    .set({ removed_at: toDate(at) })
    .where('kind', '=', 'ACCESS')
    .where('number', '=', number)
    .where('ours', '=', true)
    .where('removed_at', 'is', null)
    .execute();
}

/** Which of these numbers MIIT still has: entities, websites, or websites with an access of this provider. */
export async function stillThere(db: Database, kind: Kind, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await db
    .selectFrom('bureau_told_ids')
    .select('number')
    .where('kind', '=', kind)
    .where('number', 'in', numbers)
    .where('ours', '=', true)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ number }) => number);
}
