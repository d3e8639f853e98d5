/** The table of actions that people asked for. */
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Optional, Sealed } from '../postgres/columns.ts';

export interface ActionRequestsTable {
  case_id: CaseId;
  action_id: ActionId;
  action: string;
  digest: Buffer;
  /** The message, while it is not certain that the workflow has it. */
  unsent: Optional<Sealed>;
  /** Wall time. */
  noted_at: Date;
}
