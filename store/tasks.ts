/** What an operator has to look at; opened once per kind and visit of a state (domain-spec §5). */
import { sql } from 'kysely';
import type { OrderId } from '../domain/identifiers.ts';
import type { Instant } from '../domain/instant.ts';
import type { TaskKind } from '../domain/progress.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from './database.ts';

export interface Task {
  id: string;
  orderId: OrderId;
  kind: TaskKind;
  visit: number;
  openedAt: Instant;
  closedAt?: Instant;
  closedBy?: string;
}

/** Opens a task, or opens it again when it was closed in the same visit; a repeat changes nothing. */
export async function openTask(
  db: Database,
  task: { orderId: OrderId; kind: TaskKind; visit: number; at: Instant },
): Promise<void> {
  await db
    .insertInto('tasks')
    .values({ order_id: task.orderId, kind: task.kind, visit: task.visit, opened_at: toDate(task.at) })
    .onConflict((conflict) =>
      conflict
        .columns(['order_id', 'kind', 'visit'])
        .doUpdateSet({ closed_at: null, closed_by: null, opened_at: toDate(task.at) })
        .where('tasks.closed_at', 'is not', null),
    )
    .execute();
}

/** To be executed, alone or as part of a statement: closes the open tasks of these kinds of an order. */
export const closingTasks = (
  db: Pick<Database, 'updateTable'>,
  request: { orderId: OrderId; kinds: readonly TaskKind[]; by: string; at: Instant },
) =>
  db
    .updateTable('tasks')
    .set({ closed_at: toDate(request.at), closed_by: request.by })
    .where('order_id', '=', request.orderId)
    .where('kind', '=', sql<TaskKind>`any(${sql.val([...request.kinds])})`)
    .where('closed_at', 'is', null);

/** An operator has dealt with a task. False when there is no such open task. */
export async function closeTask(db: Database, id: string, by: string, at: Instant): Promise<boolean> {
  const closed = await db
    .updateTable('tasks')
    .set({ closed_at: toDate(at), closed_by: by })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

export interface TaskFilter {
  orderId?: OrderId;
  kind?: TaskKind;
  /** `all` includes what has been dealt with. */
  state?: 'open' | 'all';
  limit?: number;
}

/** Tasks, oldest first. */
export async function listTasks(db: Database, filter: TaskFilter = {}): Promise<Task[]> {
  let query = db.selectFrom('tasks').selectAll();
  if (filter.orderId !== undefined) query = query.where('order_id', '=', filter.orderId);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.state !== 'all') query = query.where('closed_at', 'is', null);
  const rows = await query
    .orderBy('opened_at')
    .orderBy('id')
    .limit(filter.limit ?? 200)
    .execute();
  return rows.map((row) => {
    const closedAt = fromOptionalDate(row.closed_at);
    return {
      id: row.id,
      orderId: row.order_id,
      kind: row.kind,
      visit: row.visit,
      openedAt: fromDate(row.opened_at),
      ...(closedAt === undefined ? {} : { closedAt }),
      ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
    };
  });
}
