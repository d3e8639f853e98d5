/**
 * What an approved filing demands of its owner (domain-spec §7): the number in the footer, the PSB filing and its icon,
 * a copyright notice where one is suggested, a licence for websites that earn money. People report each step; Beian files
 * nothing with the police (R-PSB-3).
 */
import { datePlus, endOfDay, type CalendarDays, type CivilDate, type Instant } from '../time/instant.ts';

export const DUTY_KINDS = [
  'FOOTER', // number at the foot of the home page, linked to MIIT (R-POST-1)
  'PSB', // filing on the national police platform (R-PSB-1)
  'PSB_ICON', // its number and icon in the footer (R-PSB-2)
  'COPYRIGHT', // suggested in some provinces, never overdue (R-POST-2)
  'LICENCE', // operational licence of a website that earns money (R-LIC-1)
] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** R-PSB-5; `REMOVED`: the website left the record, and its duties ended with it (R-POST-4). */
export const DUTY_STATES = ['OPEN', 'SUBMITTED', 'OVERDUE', 'APPROVED', 'SHOWN', 'DONE', 'REMOVED'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** A duty of one website that an approved order brings, before it is opened. */
export interface DutyToOpen {
  websiteId: string;
  domain: string;
  number: string;
  kind: DutyKind;
  /** Absent: no date by which it must be done. */
  due?: DutyDue;
}

/** End of a term counted from the day the number was issued, the order completed, or the PSB filing approved. */
export interface DutyDue {
  at: Instant;
  unit: 'CD';
  amount: CalendarDays;
}

/** A duty that was opened, and how far it has come. */
export interface Duty extends DutyToOpen {
  state: DutyState;
  openedAt: Instant;
  closedAt?: Instant;
  psbNumber?: string;
  /** How many of the reminders are over: sent, or passed before the duty was opened. */
  remindersPassed: number;
}

/** The last second of the day that many calendar days after day 0. */
export const dutyDueAfter = (dayZero: CivilDate, amount: CalendarDays): DutyDue => ({
  at: endOfDay(datePlus(dayZero, amount)),
  unit: 'CD',
  amount,
});

const CLOSED: ReadonlySet<DutyState> = new Set<DutyState>(['APPROVED', 'SHOWN', 'DONE', 'REMOVED']);
export const isClosed = ({ state }: Pick<Duty, 'state'>): boolean => CLOSED.has(state);

export const moveTo = (duty: Duty, state: DutyState, at: Instant): Duty => ({
  ...duty,
  state,
  ...(CLOSED.has(state) ? { closedAt: at } : {}),
});

/** `W1 PSB OPEN → SUBMITTED`, as the audit trail shows it. */
export const changeOf = (before: Duty | undefined, after: Duty): string =>
  `${after.websiteId} ${after.kind} ${before === undefined ? '' : `${before.state} → `}${after.state}`;

/** The same duties with some of them changed; a duty is named by its website and kind. */
export function withChanges(duties: readonly Duty[], changed: readonly Duty[]): Duty[] {
  const isSame = (one: Duty) => (other: Duty) => one.websiteId === other.websiteId && one.kind === other.kind;
  const kept = duties.map((one) => changed.find(isSame(one)) ?? one);
  return [...kept, ...changed.filter((one) => !duties.some(isSame(one)))];
}
