/** Reads of a record what an order opened from it copies. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { RecordToCopy } from '../../domain/record/record-snapshot.ts';
import type { Database } from '../postgres/database.ts';
import { openIfReadable, ifReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { ENTITY, WEBSITE } from './record-details.ts';
import type { RecordStatus } from './tables.ts';

/** Websites by their numbers or domains, or the first so many, by their number. */
export type WebsitesWanted = { named: readonly string[] } | { atMost: number };

export interface RecordCopy {
  accountId: AccountId | undefined;
  status: RecordStatus;
  /** Undefined when the details of the entity, or of a website, cannot be opened. */
  copy: RecordToCopy | undefined;
  /** Those of the read websites that have an access through this provider, by their numbers. */
  served: readonly string[];
  /** Whether any website of the entity has one. */
  servedHere: boolean;
}

/** Undefined when there is no such number. Deregistered websites are left out. */
export async function readRecordCopy(
  db: Database,
  vault: Vault,
  number: string,
  websites: WebsitesWanted,
): Promise<RecordCopy | undefined> {
  const entity = await db.selectFrom('record_entities').selectAll().where('number', '=', number).executeTakeFirst();
  if (entity === undefined) return undefined;
  let query = db
    .selectFrom('record_websites')
    .leftJoin('record_accesses', (join) =>
      join.onRef('record_accesses.website_id', '=', 'record_websites.id').on('record_accesses.closed_at', 'is', null),
    )
    .select([
      'record_websites.number',
      'record_websites.domain',
      'record_websites.details',
      'record_accesses.id as access',
    ])
    .where('entity_id', '=', entity.id)
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .orderBy('suffix');
  if ('atMost' in websites) query = query.limit(websites.atMost);
  else {
    const named = [...websites.named];
    query = query.where((eb) => eb.or([eb('record_websites.number', 'in', named), eb('domain', 'in', named)]));
  }
  const rows = 'named' in websites && websites.named.length === 0 ? [] : await query.execute();
  const { wrapped_key: wrapped } = entity;
  const key = wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));
  const details = openIfReadable(key, ENTITY, entity.details);
  const copies = rows.flatMap((row) => {
    const about = openIfReadable(key, WEBSITE, row.details);
    return about === undefined ? [] : [{ number: row.number, domain: row.domain, ...about }];
  });
  const isWhole = details !== undefined && copies.length === rows.length;
  return {
    accountId: entity.account_id ?? undefined,
    status: entity.status,
    copy: isWhole ? { number, ...details, websites: copies } : undefined,
    served: rows.flatMap((row) => (row.access === null ? [] : [row.number])),
    servedHere: await isServedHere(db, entity.id),
  };
}

async function isServedHere(db: Database, entityId: string): Promise<boolean> {
  const row = await db
    .selectFrom('record_websites')
    .innerJoin('record_accesses', 'record_accesses.website_id', 'record_websites.id')
    .select('record_accesses.id')
    .where('entity_id', '=', entityId)
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
