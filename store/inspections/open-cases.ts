/**
 * Opens the case of inspections that have none yet: those that were opened a moment ago, by whichever door, and those of before
 * inspections were cases. The case gets a key and a row for its process, and the start of that process is owed.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import { newInspectionCaseId } from '../../domain/inspection/inspection.ts';
import { civilDate, type Instant } from '../../domain/time/instant.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** Whose record it is where no account has taken it over. */
export const NOBODY = 'desk' as AccountId;

interface WithoutCase {
  id: string;
  opened_at: Date;
  account_id: AccountId | null;
}

/**
 * Opens at most so many, the oldest first, or only the one that is named. Several processes may open at once. Returns the cases.
 */
export function openInspectionCases(
  db: Database,
  vault: Vault,
  { limit, now, id }: { limit: number; now: Instant; id?: string | undefined },
): Promise<CaseId[]> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<WithoutCase>`
      select inspections.id, inspections.opened_at,
        (select entity.account_id from record_entities as entity
          where entity.number = inspections.number
            or exists (select from record_websites as website
              where website.entity_id = entity.id and website.number = inspections.number)
          order by entity.changed_at desc limit 1) as account_id
      from inspections
      where case_id is null and outcome is distinct from 'RECTIFIED'
        ${id === undefined ? sql`` : sql`and inspections.id = ${id}`}
      order by inspections.opened_at, inspections.id
      limit ${limit} for update of inspections skip locked`.execute(trx);
    const opened: CaseId[] = [];
    for (const row of rows) opened.push(await openCase(trx, vault, row, now));
    return opened;
  });
}

async function openCase(trx: Database, vault: Vault, row: WithoutCase, now: Instant): Promise<CaseId> {
  const caseId = newInspectionCaseId(civilDate(now), randomBytes(8));
  const { wrapped } = vault.newKey(caseId);
  await trx
    .insertInto('cases')
    .values({
      id: caseId,
      kind: 'INSPECTION',
      account_id: row.account_id ?? NOBODY,
      opened_at: row.opened_at,
      wrapped_key: wrapped,
    })
    .execute();
  await trx.updateTable('inspections').set({ case_id: caseId }).where('id', '=', row.id).execute();
  await trx.insertInto('processes').values({ case_id: caseId, process: 'inspection' }).execute();
  await trx
    .insertInto('owed_work')
    .values({ kind: 'INSPECTION', case_id: caseId, name: '', owed_since: toDate(now), next_try_at: toDate(now) })
    .execute();
  return caseId;
}
