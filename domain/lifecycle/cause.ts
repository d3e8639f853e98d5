/** Why a step is taken: who did what through which door, or which due instant came. */
import type { Finding } from '../finding.ts';
import type { ActionId } from '../identifiers.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Actor } from '../role.ts';
import type { Instant } from '../time/instant.ts';

/** What happened: an action somebody took, or a due instant that came. */
export interface Cause {
  actor: Actor;
  /** Name of an action, of the alarm that rang, or of what else took the step. */
  action: string;
  actionId?: ActionId;
  /** Due instant that fired, for timers; may be long before the step when every worker was down. */
  dueAt?: Instant;
  outcome: 'APPLIED' | 'REFUSED';
  reason?: RefusalCode;
  detail?: string;
  /** Items that go with the outcome: to fix, or missing. */
  items?: Finding[];
}
