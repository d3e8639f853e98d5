import { sql, type RawBuilder } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/**
 * Erases what messages say, where they went and to whom; that somebody was told stays. The digest of an address keeps messages apart:
 * the digest of their own id does the same and tells nothing.
 */
export async function eraseMessages(db: Database, which: RawBuilder<boolean>): Promise<void> {
  await sql`
    update messages set address = null, params = null, person_id = null,
      address_digest = sha256(convert_to(messages.id::text, 'UTF8'))
    where ${which}`.execute(db);
}

export const eraseMessagesOfCases = (db: Database, cases: readonly CaseId[]): Promise<void> =>
  eraseMessages(db, sql<boolean>`messages.case_id = any(${sql.val([...cases])})`);
