/**
 * Actions that have reached their process. A process that is lost in Temporal loses with it what it had not read yet, so an action
 * is kept after its arrival and owed once more when the process begins again and no outcome is written.
 */
import type { CaseId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/** Owes a case's actions again that arrived and have no outcome. Returns how many. Their ids make them happen once. */
export async function oweAgain(db: Database, caseId: CaseId): Promise<number> {
  const owed = await db
    .updateTable('action_requests')
    .set((eb) => ({ unsent: eb.ref('arrived'), arrived: null }))
    .where('case_id', '=', caseId)
    .where('arrived', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('audit')
            .select('position')
            .whereRef('audit.case_id', '=', 'action_requests.case_id')
            .whereRef('audit.action_id', '=', 'action_requests.action_id'),
        ),
      ),
    )
    .returning('action_id')
    .execute();
  return owed.length;
}
