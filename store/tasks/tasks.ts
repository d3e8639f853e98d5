/** What an operator has to look at; opened once per kind and visit of a state (domain-spec §5). */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { CaseId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import { cursorAt, cursorInstant, readCursor } from '../postgres/cursor.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import type { TasksTable } from './tables.ts';

export interface Task {
  id: string;
  caseId: CaseId;
  kind: TaskKind;
  visit: number;
  openedAt: Instant;
  closedAt?: Instant;
  closedBy?: string;
}

/** Opens a task, or opens it again when it was closed in the same visit; a repeat changes nothing. Answers whether it was opened. */
export async function openTask(
  db: Database,
  task: { caseId: CaseId; kind: TaskKind; visit: number; at: Instant },
): Promise<boolean> {
  const opened = await db
    .insertInto('tasks')
    .values({ case_id: task.caseId, kind: task.kind, visit: task.visit, opened_at: toDate(task.at) })
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'kind', 'visit'])
        .doUpdateSet({ closed_at: null, closed_by: null, opened_at: toDate(task.at) })
        .where('tasks.closed_at', 'is not', null),
    )
    .returning('id')
    .executeTakeFirst();
  return opened !== undefined;
}

/** A query, to be executed alone or within a statement, that closes the open tasks of these kinds of a case. */
export const closingTasks = (
  db: Pick<Database, 'updateTable'>,
  request: { caseId: CaseId; kinds: readonly TaskKind[]; by: string; at: Instant },
) =>
  db
    .updateTable('tasks')
    .set({ closed_at: toDate(request.at), closed_by: request.by })
    .where('case_id', '=', request.caseId)
    .where('kind', '=', sql<TaskKind>`any(${sql.val([...request.kinds])})`)
    .where('closed_at', 'is', null);

/** An operator has dealt with a task. Undefined when there is no such open task. */
export async function closeTask(
  db: Database,
  id: string,
  by: string,
  at: Instant,
): Promise<Pick<Task, 'caseId' | 'kind'> | undefined> {
  const closed = await db
    .updateTable('tasks')
    .set({ closed_at: toDate(at), closed_by: by })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning(['case_id as caseId', 'kind'])
    .executeTakeFirst();
  return closed;
}

export interface TaskFilter {
  caseId?: CaseId;
  kind?: TaskKind;
  /** `all` includes closed tasks. */
  state?: 'open' | 'all';
}

export interface TaskPage {
  tasks: Task[];
  /** Give it back to read on; absent on the last page. */
  cursor?: string;
}

/** When it was opened, and its id. */
const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** Tasks, oldest first. Throws a `CursorError` for a cursor that was not given out here. */
export async function listTasks(
  db: Database,
  filter: TaskFilter = {},
  { limit, cursor }: { limit: number; cursor?: string } = { limit: 100 },
): Promise<TaskPage> {
  let query = db.selectFrom('tasks').selectAll();
  if (filter.caseId !== undefined) query = query.where('case_id', '=', filter.caseId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.state !== 'all') query = query.where('closed_at', 'is', null);
  if (cursor !== undefined) {
    const [openedAt, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(opened_at, id) > (${openedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('opened_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const tasks = rows.slice(0, limit).map(toTask);
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { tasks };
  return { tasks, cursor: cursorAt([last.opened_at.toISOString(), last.id] satisfies z.output<typeof placeSchema>) };
}

function toTask(row: Selectable<TasksTable>): Task {
  const closedAt = fromOptionalDate(row.closed_at);
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    visit: row.visit,
    openedAt: fromDate(row.opened_at),
    ...present({ closedAt }),
    ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
  };
}
