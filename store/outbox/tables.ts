/** The table of actions that people asked for. */
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Optional, Sealed } from '../postgres/columns.ts';

export interface ActionRequestsTable {
  case_id: CaseId;
  action_id: ActionId;
  action: string;
  digest: Buffer;
  /** The action, until it has certainly reached the workflow. */
  unsent: Optional<Sealed>;
  /** The action once it has; see `arrived-actions.ts`. */
  arrived: Optional<Sealed>;
  /** Wall time. */
  noted_at: Date;
}
