/** Open tasks of the filing desk that operators have not been told of. */
import { sql } from 'kysely';
import { isTold, TASK_KINDS, type TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DESK_CASE } from '../cases/desk-case.ts';
import { fromDate, type Database } from '../postgres/database.ts';

export interface UntoldTask {
  kind: TaskKind;
  /** What its message is written under: the task, and the second in which it opened. */
  source: string;
  seq: number;
  openedAt: Instant;
}

/** The oldest first. A task that is opened again is told again. */
export async function untoldDeskTasks(db: Database, most: number): Promise<UntoldTask[]> {
  const { rows } = await sql<{ kind: TaskKind; source: string; seq: number; opened_at: Date }>`
    select * from (
      select kind, 'desk-task/' || kind || '/' || visit as source, floor(extract(epoch from opened_at))::int as seq, opened_at
      from tasks
      where case_id = ${DESK_CASE} and closed_at is null and kind = any(${sql.val(TASK_KINDS.filter(isTold))})
    ) as task
    where not exists (select from messages
      where messages.case_id = ${DESK_CASE} and messages.source = task.source and messages.seq = task.seq)
    order by opened_at limit ${most}`.execute(db);
  return rows.map(({ opened_at: at, ...row }) => ({ ...row, openedAt: fromDate(at) }));
}
