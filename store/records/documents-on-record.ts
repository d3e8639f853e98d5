/** Until when the identity documents of an entity on record are valid, for orders that must wait for new ones (R-CHG-6). */
import type { AccountId } from '../../domain/identifiers.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import type { Database } from '../postgres/database.ts';
import { ifReadable, openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { ENTITY } from './record-details.ts';

export interface DocumentsOnRecord {
  /** The entity's number. */
  number: string;
  accountId: AccountId | undefined;
  /** Last days of validity of the entity's certificate and of its head's document, as far as they are on record and have one. */
  validUntil: string[];
}

/** Undefined when no entity with this certificate stands on record, or what is on record of it cannot be read. */
export async function documentsOnRecord(
  db: Database,
  vault: Vault,
  certificateNumber: string,
): Promise<DocumentsOnRecord | undefined> {
  const entity = await db
    .selectFrom('record_entities')
    .select(['number', 'account_id', 'wrapped_key', 'details'])
    .where('certificate_index', '=', certificateIndex(vault, certificateNumber))
    .where('status', '<>', 'DEREGISTERED')
    .executeTakeFirst();
  const wrapped = entity?.wrapped_key ?? undefined;
  if (entity === undefined || wrapped === undefined) return undefined;
  const { number, account_id: account } = entity;
  const key = ifReadable(() => vault.unwrap(number, wrapped));
  const details = openIfReadable(key, ENTITY, entity.details);
  if (details === undefined) return undefined;
  const dates = [details.entity.certificateValidUntil, details.head?.documentValidUntil];
  return {
    number,
    accountId: account ?? undefined,
    validUntil: dates.flatMap((date) => (date === undefined || date === 'LONG_TERM' ? [] : [date])),
  };
}
