/** What is known here of an entity and a domain: the `…Here` half of the look-ups of R-TYPE-3. */
import type { AccountId } from '../../domain/identifiers.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** What is known here of an entity and a domain: the `…Here` half of the look-ups of R-TYPE-3. */
export interface KnownHere {
  entityHere: boolean;
  shellEntity: boolean;
  entityNumber: string | undefined;
  /** Undefined as well for an imported record that no account has taken over. */
  accountId: AccountId | undefined;
  domainHere: boolean;
  domainOfEntity: boolean;
}

/** Looks an entity up by its certificate and a domain by its name. Deregistered records are not found (R-DEREG-10). */
export async function lookUp(
  db: Database,
  vault: Vault,
  wanted: { certificateNumber?: string; domain?: string },
): Promise<KnownHere> {
  const entity =
    wanted.certificateNumber === undefined
      ? undefined
      : await db
          .selectFrom('record_entities')
          .select(['id', 'number', 'status', 'account_id'])
          .where('certificate_index', '=', certificateIndex(vault, wanted.certificateNumber))
          .where('status', '<>', 'DEREGISTERED')
          .executeTakeFirst();
  const website =
    wanted.domain === undefined
      ? undefined
      : await db
          .selectFrom('record_websites')
          .leftJoin('record_accesses', (join) =>
            join
              .onRef('record_accesses.website_id', '=', 'record_websites.id')
              .on('record_accesses.closed_at', 'is', null),
          )
          .select(['record_websites.entity_id', 'record_accesses.id as access_id'])
          .where('domain', '=', wanted.domain.toLowerCase())
          .where('status', '<>', 'DEREGISTERED')
          .executeTakeFirst();
  return {
    entityHere: entity !== undefined,
    shellEntity: entity?.status === 'SHELL',
    entityNumber: entity?.number,
    accountId: entity?.account_id ?? undefined,
    domainHere: website !== undefined && website.access_id !== null,
    domainOfEntity: website !== undefined && website.entity_id === entity?.id,
  };
}

/** Whether an account has filed entities, and the one with this certificate is none of them (R-ACC-1). */
export async function hasAnotherEntity(
  db: Database,
  accountId: AccountId,
  certificate: Buffer | null,
): Promise<boolean> {
  if (certificate === null) return false;
  const rows = await db
    .selectFrom('record_entities')
    .select('certificate_index')
    .where('account_id', '=', accountId)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
  return rows.length > 0 && !rows.some(({ certificate_index: index }) => index.equals(certificate));
}

/** The numbers of the entities that an account has filed and that still stand (R-ACC-1). */
export async function entitiesOfAccount(db: Database, accountId: AccountId): Promise<string[]> {
  const rows = await db
    .selectFrom('record_entities')
    .select('number')
    .where('account_id', '=', accountId)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
  return rows.map(({ number }) => number);
}
