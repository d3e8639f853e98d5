/**
 * Customer accounts of the provider, as its own systems know them. Which entity an account has filed is in the record
 * (R-ACC-1).
 */
import type { AccountId } from '../../domain/identifiers.ts';
import { mailbox } from '../../domain/identity/mailbox.ts';
import { mainlandMobile } from '../../domain/identity/mobile.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { open, seal, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

const MOBILE: Column<string> = { name: 'accounts.mobile' };
const EMAIL: Column<string> = { name: 'accounts.email' };

export interface Account {
  id: AccountId;
  /** Kind of the entity the account was verified as; an enterprise may generate authorization codes (R-CODE-2). */
  kind: EntityKind | undefined;
  verified: boolean;
  mobile: string | undefined;
  email: string | undefined;
  /** Whether an entity is on record for the account; it then files no other entity. */
  hasEntity: boolean;
}

export interface AccountFacts {
  id: AccountId;
  kind?: EntityKind;
  verified: boolean;
  mobile?: string;
  email?: string;
}

/** Writes what the provider's own systems know of an account; values that are not given are cleared. */
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
        saved_at: new Date(),
        erased_at: null,
        mobile: facts.mobile === undefined ? null : seal(key, MOBILE, facts.mobile),
        email: facts.email === undefined ? null : seal(key, EMAIL, facts.email),
      })
      .where('id', '=', facts.id)
      .execute();
  });
}

/** Notes an account that nobody has reported yet; changes nothing of one that is known. */
export async function beginAccountRow(db: Database, vault: Vault, id: AccountId, verified: boolean): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id, verified, wrapped_key: vault.newKey(id).wrapped })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

const spelled = (spelling: (typed: string) => string | undefined, stored: string): string => spelling(stored) ?? stored;

export async function readAccount(db: Database, vault: Vault, id: AccountId): Promise<Account | undefined> {
  const row = await db
    .selectFrom('accounts')
    .selectAll()
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('record_entities')
            .select('record_entities.id')
            .whereRef('account_id', '=', 'accounts.id')
            .where('status', '<>', 'DEREGISTERED'),
        )
        .as('has_entity'),
    )
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const key = row.wrapped_key === null ? undefined : vault.unwrap(id, row.wrapped_key);
  return {
    id,
    kind: row.kind ?? undefined,
    verified: row.verified,
    // What was saved before there was one spelling has it from here on.
    mobile: key && row.mobile ? spelled(mainlandMobile, open(key, MOBILE, row.mobile)) : undefined,
    email: key && row.email ? spelled(mailbox, open(key, EMAIL, row.email)) : undefined,
    hasEntity: Boolean(row.has_entity),
  };
}
