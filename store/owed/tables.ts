/** The table of work that is owed to filings. */
import type { Generated } from 'kysely';
import type { ReportName } from '../../domain/duties/duty-reports.ts';
import type { InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { OrderPlace } from '../../domain/inspection/inspection.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import type { Defaulted, NullableJson, Optional } from '../postgres/columns.ts';

/**
 * `ACTION`: an action or report of somebody in the outbox; its name is the action's id. `SIGNAL`: news of the provider's
 * systems, which stands in `content`. `START`: an order whose filing was not started. `FACE_CHECK`: a result that the filing
 * has not acknowledged; its name is the session's id. `MESSAGE`: a message that no delivery tries, by its id. `HISTORY`: what
 * Temporal keeps of an order that was erased. `INSPECTION`: an inspection whose process was not started.
 */
export type OwedKind = 'ACTION' | 'SIGNAL' | 'START' | 'FACE_CHECK' | 'MESSAGE' | 'HISTORY' | 'INSPECTION';

/** What the provider's systems tell filings. It holds nothing about a person but opaque ids of staff. */
export interface OwedSignal {
  action:
    | Extract<
        Action,
        'calendarChanged' | 'policyChanged' | 'instanceExpired' | 'instanceRenewed' | 'codeRevoked' | 'reviewerAbsent'
      >
    /** For the duties of the order: the website left the record, or its access here ended. */
    | Extract<ReportName, 'websiteRemoved'>
    /** For an inspection: the order that answers it went to the bureau, came back, or has ended. */
    | Extract<InspectionAction, 'orderMoved'>;
  actor: Actor;
  data: { websiteId?: string; reviewerId?: string; orderId?: string; place?: OrderPlace };
}

export interface OwedWorkTable {
  /** Numbers the work in the order in which it came to be owed. */
  id: Generated<number>;
  kind: OwedKind;
  case_id: CaseId;
  name: string;
  content: NullableJson<OwedSignal>;
  /** By the wall clock, like the next two. */
  owed_since: Date;
  next_try_at: Date;
  /** Since when it is not tried any more, because it cannot be read. */
  set_aside_at: Optional<Date>;
  attempts: Defaulted<number>;
  /** The kind of the last error; never its message, which may quote values. */
  last_error: Optional<string>;
}
