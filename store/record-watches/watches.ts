/** Days on which something of a record ends: read from each version of a record once, and asked for when a reminder is due. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Province } from '../../domain/order/form.ts';
import { watchesOf, type ExpiryWatch, type Watched } from '../../domain/record/expiry-watch.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { ENTITY, WEBSITE } from '../records/record-details.ts';
import { ifReadable, openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** The day of the first reminder of a watch. */
type FirstReminder = (watch: ExpiryWatch, province: Province) => CivilDate | undefined;

/**
 * Reads the watches of some records whose newest version was not read yet; returns how many records those were. A day that stands as it
 * stood keeps its next reminder. A record that cannot be read has no watches.
 */
export function readNewVersions(db: Database, vault: Vault, first: FirstReminder, limit: number): Promise<number> {
  return inTransaction(db, async (trx) => {
    const entities = await trx
      .selectFrom('record_entities')
      .select(['id', 'number', 'province', 'version', 'wrapped_key', 'details'])
      .where(sql<boolean>`watched_version is distinct from version`)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    if (entities.length === 0) return 0;
    const ids = entities.map(({ id }) => id);
    const websites = await trx
      .selectFrom('record_websites')
      .select(['entity_id', 'number', 'details'])
      .where('entity_id', 'in', ids)
      .where('status', '<>', 'DEREGISTERED')
      .execute();
    const rows = entities.flatMap(({ id, number, province, wrapped_key: wrapped, details }) => {
      const key = wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));
      const parts = [
        { number, ...(openIfReadable(key, ENTITY, details) ?? { head: undefined }) },
        ...websites
          .filter(({ entity_id: entity }) => entity === id)
          .map((one) => ({ number: one.number, head: openIfReadable(key, WEBSITE, one.details)?.head })),
      ];
      return watchesOf(parts).map((watch) => ({
        entity_id: id,
        number: watch.number,
        subject: watch.subject,
        ends_on: watch.endsOn,
        next_on: first(watch, province) ?? null,
      }));
    });
    await sql`
      with told as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as watch (entity_id uuid, number text, subject text, ends_on date, next_on date)),
      gone as (
        delete from record_watches where entity_id = any(${sql.val(ids)}::uuid[])
          and (entity_id, number, subject) not in (select entity_id, number, subject from told))
      insert into record_watches (entity_id, number, subject, ends_on, next_on)
        select entity_id, number, subject, ends_on, next_on from told
        on conflict (entity_id, number, subject) do update
          set ends_on = excluded.ends_on, next_on = excluded.next_on
          where record_watches.ends_on <> excluded.ends_on`.execute(trx);
    await sql`update record_entities set watched_version = version where id = any(${sql.val(ids)}::uuid[])`.execute(
      trx,
    );
    return entities.length;
  });
}

export interface DueWatch {
  entityId: string;
  accountId: AccountId | undefined;
  province: Province;
  number: string;
  subject: Watched;
  endsOn: CivilDate;
  nextOn: CivilDate;
}

/** Reminders that are due on a day, of records that stand, the longest due first. */
export async function dueWatches(db: Database, today: CivilDate, limit: number): Promise<DueWatch[]> {
  const { rows } = await sql<{
    entity_id: string;
    account_id: AccountId | null;
    province: Province;
    number: string;
    subject: Watched;
    ends_on: CivilDate;
    next_on: CivilDate;
  }>`
    select watch.entity_id, entity.account_id, entity.province, watch.number, watch.subject,
      to_char(watch.ends_on, 'YYYY-MM-DD') as ends_on, to_char(watch.next_on, 'YYYY-MM-DD') as next_on
    from record_watches as watch join record_entities as entity on entity.id = watch.entity_id
    where watch.next_on <= ${today}::date and entity.status <> 'DEREGISTERED'
    order by watch.next_on, watch.entity_id, watch.number, watch.subject
    limit ${limit}`.execute(db);
  return rows.map(({ entity_id: entityId, account_id: accountId, ends_on: endsOn, next_on: nextOn, ...row }) => ({
    ...row,
    entityId,
    accountId: accountId ?? undefined,
    endsOn,
    nextOn,
  }));
}

/** Notes that somebody was reminded; false when another round has done it meanwhile. */
export async function noteReminded(
  trx: Database,
  { entityId, number, subject, nextOn }: DueWatch,
  next: CivilDate | undefined,
): Promise<boolean> {
  const { rows } = await sql`
    update record_watches set next_on = ${next ?? null}::date
    where entity_id = ${entityId}::uuid and number = ${number} and subject = ${subject} and next_on = ${nextOn}::date
    returning entity_id`.execute(trx);
  return rows.length > 0;
}
