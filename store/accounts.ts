/** Customer accounts of the provider; one account belongs to one entity, and the other way round (R-ACC-1). */
import type { AccountId } from '../domain/identifiers.ts';
import type { EntityKind } from '../domain/order-type.ts';
import { inTransaction, unlessTaken, type Database } from './database.ts';
import { open, seal, type Column, type Vault } from './envelope.ts';
import { certificateIndex } from './orders.ts';

const MOBILE: Column<string> = { name: 'accounts.mobile' };
const EMAIL: Column<string> = { name: 'accounts.email' };

export interface Account {
  id: AccountId;
  /** Kind of the entity the account was verified as; an enterprise may generate authorization codes (R-CODE-2). */
  kind: EntityKind | undefined;
  verified: boolean;
  mobile: string | undefined;
  email: string | undefined;
  /** Whether an entity's certificate is bound to it. */
  hasEntity: boolean;
}

export interface AccountFacts {
  id: AccountId;
  kind?: EntityKind;
  verified: boolean;
  mobile?: string;
  email?: string;
}

/** Writes what the provider's own systems know of an account; what is not given is cleared, the bound entity stays. */
export function saveAccount(db: Database, vault: Vault, facts: AccountFacts): Promise<void> {
  return inTransaction(db, async (trx) => {
    const fresh = vault.newKey(facts.id);
    await trx
      .insertInto('accounts')
      .values({ id: facts.id, wrapped_key: fresh.wrapped })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const { wrapped_key: wrapped } = await trx
      .selectFrom('accounts')
      .select('wrapped_key')
      .where('id', '=', facts.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const key = wrapped === null ? fresh.key : vault.unwrap(facts.id, wrapped);
    await trx
      .updateTable('accounts')
      .set({
        kind: facts.kind ?? null,
        verified: facts.verified,
        wrapped_key: wrapped ?? fresh.wrapped,
        mobile: facts.mobile === undefined ? null : seal(key, MOBILE, facts.mobile),
        email: facts.email === undefined ? null : seal(key, EMAIL, facts.email),
      })
      .where('id', '=', facts.id)
      .execute();
  });
}

export async function readAccount(db: Database, vault: Vault, id: AccountId): Promise<Account | undefined> {
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  const key = row.wrapped_key === null ? undefined : vault.unwrap(id, row.wrapped_key);
  return {
    id,
    kind: row.kind ?? undefined,
    verified: row.verified,
    mobile: key && row.mobile ? open(key, MOBILE, row.mobile) : undefined,
    email: key && row.email ? open(key, EMAIL, row.email) : undefined,
    hasEntity: row.certificate_index !== null,
  };
}

export type BoundEntity = { bound: true } | { bound: false; reason: 'ACCOUNT_HAS_ANOTHER' | 'ENTITY_HAS_ANOTHER' };

/** Binds an entity's certificate to an account for good. The same pair again is a repeat. */
export function bindEntity(db: Database, vault: Vault, id: AccountId, certificateNumber: string): Promise<BoundEntity> {
  const index = certificateIndex(vault, certificateNumber);
  return inTransaction(db, async (trx) => {
    const row = await trx
      .selectFrom('accounts')
      .select('certificate_index')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.certificate_index?.equals(index) === true) return { bound: true };
    if (row.certificate_index !== null) return { bound: false, reason: 'ACCOUNT_HAS_ANOTHER' };
    const bound = await unlessTaken(trx, 'accounts_certificate_index_key', () =>
      trx.updateTable('accounts').set({ certificate_index: index }).where('id', '=', id).execute(),
    );
    return bound ? { bound } : { bound, reason: 'ENTITY_HAS_ANOTHER' };
  });
}

async function holderOf(db: Database, index: Buffer): Promise<AccountId | undefined> {
  const row = await db.selectFrom('accounts').select('id').where('certificate_index', '=', index).executeTakeFirst();
  return row?.id;
}

/** The account an entity is bound to, whoever asks. */
export const accountOfEntity = (
  db: Database,
  vault: Vault,
  certificateNumber: string,
): Promise<AccountId | undefined> => holderOf(db, certificateIndex(vault, certificateNumber));

/** Where an account can be reached; nothing when it is unknown or was erased. */
export async function readContacts(
  db: Database,
  vault: Vault,
  id: AccountId,
): Promise<{ mobile?: string; email?: string }> {
  const account = await readAccount(db, vault, id);
  return {
    ...(account?.mobile === undefined ? {} : { mobile: account.mobile }),
    ...(account?.email === undefined ? {} : { email: account.email }),
  };
}
