/** The table of tasks for operators. */
import type { Generated } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Optional } from '../postgres/columns.ts';

export interface TasksTable {
  id: Generated<string>;
  order_id: OrderId;
  kind: TaskKind;
  visit: number;
  opened_at: Date;
  closed_at: Optional<Date>;
  closed_by: Optional<string>;
}
