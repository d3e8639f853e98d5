/** The table of tasks for operators. */
import type { Generated } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Optional } from '../postgres/columns.ts';

export interface TasksTable {
  id: Generated<string>;
  case_id: CaseId;
  kind: TaskKind;
  visit: number;
  opened_at: Date;
  closed_at: Optional<Date>;
  closed_by: Optional<string>;
}
