/** The last step of a process, and the steps whose messages are still to be delivered. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, type Database } from '../postgres/database.ts';
import type { ProcessName } from './tables.ts';

export interface LastStep {
  seq: number;
  /** When it took effect. */
  at: Instant;
  /** What was under way after it; unknown for steps of earlier versions. */
  work: FilingWork[];
}

/** Undefined when the process has written none. */
export async function lastStepOf(db: Database, caseId: CaseId, process: ProcessName): Promise<LastStep | undefined> {
  const row = await db
    .selectFrom('steps')
    .select(['seq', 'at', 'work', 'written_at'])
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { seq, work } = row;
  const at = row.at ?? (await auditedAt(db, caseId, process === 'obligations' ? undefined : seq)) ?? row.written_at;
  return { seq, at: fromDate(at), work: work ?? [] };
}

/** When a step of an earlier version took effect: its audit rows say so, or for duties, which have no numbers there, the last row. */
async function auditedAt(db: Database, caseId: CaseId, seq: number | undefined): Promise<Date | undefined> {
  let query = db.selectFrom('audit').select('at').where('case_id', '=', caseId);
  if (seq !== undefined) query = query.where('seq', '=', seq);
  const row = await query.orderBy('position', 'desc').limit(1).executeTakeFirst();
  return row?.at;
}

/** Numbers of the steps with messages that nobody has delivered or given up. */
export async function undeliveredSteps(db: Database, caseId: CaseId, process: ProcessName): Promise<number[]> {
  const rows = await db
    .selectFrom('messages')
    .select('seq')
    .distinct()
    .where('case_id', '=', caseId)
    .where('source', '=', process)
    .where('status', '=', 'PENDING')
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => seq);
}
