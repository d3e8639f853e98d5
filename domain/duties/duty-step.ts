/** One step of the duties of an order, written in one transaction and once however often it is tried. */
import type { OrderId } from '../identifiers.ts';
import type { Cause } from '../lifecycle/cause.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { Notice } from '../messages/notice.ts';
import type { Instant } from '../time/instant.ts';
import type { Duty } from './duty.ts';
import type { DutyTerms } from './duty-terms.ts';

export interface DutiesStep {
  orderId: OrderId;
  seq: number;
  /** When it took effect; for an alarm the alarm's instant, even when it was handled later. */
  at: Instant;
  cause: Cause;
  /** Duties that are new or different after the step. */
  changed: Duty[];
  notices: Notice[];
  tasks: TaskKind[];
  /** The lengths of the terms, with the first step. */
  terms?: DutyTerms;
}
