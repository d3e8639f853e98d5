/** How often the people of an account had types checked on one day, by certificate number. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { certificateIndex } from './certificate-index.ts';

export interface TypeCheck {
  accountId: AccountId;
  day: CivilDate;
  certificateNumber: string;
}

export interface TypeChecksADay {
  checks: number;
  certificates: number;
}

/** Counts one more. False when it would be above the limit; then nothing is counted. Checks of one account are counted one at a time. */
export function countTypeCheck(
  db: Database,
  vault: Vault,
  { accountId, day, certificateNumber }: TypeCheck,
  most: TypeChecksADay,
): Promise<boolean> {
  const index = certificateIndex(vault, certificateNumber);
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`type checks of ${accountId}`}, 0))`.execute(trx);
    const before = await trx
      .selectFrom('type_checks')
      .select(['certificate_index', 'count'])
      .where('account_id', '=', accountId)
      .where('day', '=', day)
      .execute();
    const isKnown = before.some(({ certificate_index: known }) => known.equals(index));
    if (!isKnown && before.length >= most.certificates) return false;
    if (before.reduce((sum, { count }) => sum + count, 0) >= most.checks) return false;
    await trx
      .insertInto('type_checks')
      .values({ account_id: accountId, day, certificate_index: index, count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'day', 'certificate_index'])
          .doUpdateSet({ count: sql<number>`type_checks.count + 1` }),
      )
      .execute();
    return true;
  });
}
