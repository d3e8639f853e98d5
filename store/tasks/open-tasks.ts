/** How many tasks are open, for monitoring. */
import type { Instant } from '../../domain/time/instant.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import { fromDate, type Database } from '../postgres/database.ts';

export interface OpenTasks {
  kind: TaskKind;
  count: number;
  /** When the oldest of them was opened. */
  since: Instant;
}

/** The kinds of which tasks are open. */
export async function countOpenTasks(db: Database): Promise<OpenTasks[]> {
  const rows = await db
    .selectFrom('tasks')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count'), eb.fn.min('opened_at').as('since')])
    .where('closed_at', 'is', null)
    .groupBy('kind')
    .execute();
  return rows.map(({ kind, count, since }) => ({ kind, count, since: fromDate(since) }));
}
