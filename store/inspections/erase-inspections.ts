/**
 * Erases the people in inspections whose record is erased: what was written about them, their addresses in messages, and the key of the
 * case. What was found and decided stays.
 */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import { eraseMessagesOfCases } from '../messages/erase-messages.ts';
import type { Database } from '../postgres/database.ts';

/** @param entities by their numbers */
export async function eraseInspectionsOf(trx: Database, entities: readonly string[]): Promise<void> {
  if (entities.length === 0) return;
  const { rows } = await sql<{ id: CaseId }>`
    update cases set wrapped_key = null, erased_at = now()
    from inspections
    where inspections.case_id = cases.id and cases.wrapped_key is not null
      and regexp_replace(inspections.number, '-[0-9]+$', '') = any(${sql.val([...entities])})
    returning cases.id`.execute(trx);
  if (rows.length === 0) return;
  const erased = rows.map(({ id }) => id);
  const cases = sql.val(erased);
  await sql`delete from typed_texts where case_id = any(${cases})`.execute(trx);
  await sql`update action_requests set unsent = null, arrived = null where case_id = any(${cases})`.execute(trx);
  await eraseMessagesOfCases(trx, erased);
}
