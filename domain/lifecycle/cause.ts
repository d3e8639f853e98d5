/** Why a step is written: who did what through which door, or which due instant came. */
import type { Finding } from '../finding.ts';
import type { ActionId } from '../identifiers.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Actor } from '../role.ts';
import type { Instant } from '../time/instant.ts';

/** What happened: an action somebody took, or a due instant that came. */
export interface Cause {
  actor: Actor;
  /** Name of the action, of the alarm that went off, or of another reason for the step. */
  action: string;
  actionId?: ActionId;
  /** The action that Postgres must know as asked for, or the step is not believed; absent where nobody had to ask. */
  askedAs?: ActionId;
  /** For timers: the due instant; it may lie long before the step when every worker was down. */
  dueAt?: Instant;
  outcome: 'APPLIED' | 'REFUSED';
  reason?: RefusalCode;
  detail?: string;
  /** Items of the outcome: what to fix, or what is missing. */
  items?: Finding[];
}
