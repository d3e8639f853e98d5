/**
 * What an approved filing obliges its owner to (domain-spec §7): the number in the footer, the PSB filing and its icon,
 * a copyright notice where one is suggested, a licence for sites that earn money. People report each step; nothing is
 * filed with the police here (R-PSB-3).
 */
import { z } from 'zod';
import type { Province } from '../order/form.ts';
import type { OrderId } from '../identifiers.ts';
import {
  calendarDays,
  civilDate,
  datePlus,
  atTimeOfDay,
  endOfDay,
  type CalendarDays,
  type CivilDate,
  type Instant,
  type TimeOfDay,
} from '../time/instant.ts';
import { isoDate } from '../time/iso-date.ts';
import { lazilyEach } from '../lazily.ts';
import type { Notice } from '../messages/notice.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies } from '../policy/policy.ts';
import type { Cause, TaskKind } from '../lifecycle/progress.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Role } from '../role.ts';

export const OBLIGATION_KINDS = [
  'FOOTER', // number at the foot of the home page, linked to MIIT (R-POST-1)
  'PSB', // filing on the national police platform (R-PSB-1)
  'PSB_ICON', // its number and icon in the footer (R-PSB-2)
  'COPYRIGHT', // suggested in some provinces, never overdue (R-POST-2)
  'LICENCE', // operational licence of a site that earns money (R-LIC-1)
] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** R-PSB-5; `REMOVED`: the website left the record, and its duties with it (R-POST-4). */
export const OBLIGATION_STATES = ['OPEN', 'SUBMITTED', 'OVERDUE', 'APPROVED', 'SHOWN', 'DONE', 'REMOVED'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

const CLOSED: ReadonlySet<ObligationState> = new Set<ObligationState>(['APPROVED', 'SHOWN', 'DONE', 'REMOVED']);
export const isClosed = ({ state }: Pick<Obligation, 'state'>): boolean => CLOSED.has(state);

/** A website as MIIT's record has it. */
export interface ApprovedWebsite {
  websiteId: string;
  domain: string;
  number: string;
  incomeGenerating: boolean;
  /** Set when a PSB number is on record already (R-POST-4, transfers). */
  psbNumber?: string;
}

/** One duty of one website. */
export interface Duty {
  websiteId: string;
  domain: string;
  number: string;
  kind: ObligationKind;
  /** Absent: no date by which it must be done. */
  due?: ObligationDue;
}

/** End of a term counted from the day the number was issued, the order completed, or the PSB filing approved. */
export interface ObligationDue {
  at: Instant;
  unit: 'CD';
  amount: CalendarDays;
}

const dueAfter = (dayZero: CivilDate, amount: CalendarDays): ObligationDue => ({
  at: endOfDay(datePlus(dayZero, amount)),
  unit: 'CD',
  amount,
});

/** A duty that was opened, and how far it has come. */
export interface Obligation extends Duty {
  state: ObligationState;
  openedAt: Instant;
  closedAt?: Instant;
  psbNumber?: string;
  /** How many of the reminders are over, sent or passed before it was opened. */
  remindersPassed: number;
}

/** Lengths that stay as they were when the duties began. */
export interface ObligationTerms {
  /** Calendar days left at which people are reminded, longest first. */
  reminderDaysLeft: readonly CalendarDays[];
  reminderTime: TimeOfDay;
  iconDays: CalendarDays;
}

export interface ApprovedOrder {
  type: OrderType;
  province?: Province | undefined;
  websites: readonly ApprovedWebsite[];
  /** Date on which the number was issued: day 0 of the PSB filing (R-PSB-1, C-6). */
  issuedOn: string;
  /** Date of completion: day 0 for transfers, and where the site's going live counts. Default: `issuedOn`. */
  completedOn?: string;
  /** Whether a change order changed the entity's name, which stands in the footer. */
  entityNameChanged?: boolean;
  policies: Policies;
}

/** The duties an approved order brings, website by website (R-POST-4). The icon's duty opens with the PSB approval. */
export function obligationsOf(order: ApprovedOrder): Duty[] {
  return order.websites.flatMap((website) => {
    const { websiteId, domain, number } = website;
    return dutiesOf(order, website).map((duty) => ({ websiteId, domain, number, ...duty }));
  });
}

type KindAndDue = Pick<Duty, 'kind' | 'due'>;
const FOOTER: KindAndDue = { kind: 'FOOTER' };

function dutiesOf(order: ApprovedOrder, website: ApprovedWebsite): KindAndDue[] {
  const { policies } = order;
  const issuedOn = order.issuedOn as CivilDate;
  const completedOn = (order.completedOn ?? order.issuedOn) as CivilDate;
  switch (order.type) {
    case 'FIRST':
    case 'NEW_SITE_HERE':
    case 'NEW_SITE_ELSEWHERE': {
      const scope = scopeOf(order);
      const anchor = policies.resolve('psb.anchor', scope, issuedOn);
      const suggested = policies.resolve('footer.copyrightProvinces', scope, issuedOn);
      return [
        FOOTER,
        psb(order, anchor === 'NUMBER_ISSUED' ? issuedOn : completedOn),
        ...(order.province !== undefined && suggested.includes(order.province) ? [{ kind: 'COPYRIGHT' as const }] : []),
        ...(website.incomeGenerating ? [{ kind: 'LICENCE' as const }] : []),
      ];
    }
    case 'TRANSFER_NEW':
    case 'TRANSFER_MORE':
      return website.psbNumber === undefined ? [FOOTER, psb(order, completedOn)] : [FOOTER];
    case 'CHANGE_ENTITY':
    case 'CHANGE_SITE':
      return order.entityNameChanged === true ? [FOOTER] : [];
    case 'DEREG_ENTITY':
    case 'DEREG_SITE':
    case 'CANCEL_ACCESS':
      return [];
    default:
      return order.type satisfies never;
  }
}

const psb = (order: ApprovedOrder, dayZero: CivilDate): KindAndDue => ({
  kind: 'PSB',
  due: dueAfter(dayZero, order.policies.resolve('psb.days', scopeOf(order), order.issuedOn as CivilDate)),
});

const scopeOf = ({ type, province }: Pick<ApprovedOrder, 'type' | 'province'>) => ({
  orderType: type,
  ...(province === undefined ? {} : { province }),
});

export function obligationTerms(
  order: Pick<ApprovedOrder, 'type' | 'province' | 'issuedOn' | 'policies'>,
): ObligationTerms {
  const { policies } = order;
  const on = order.issuedOn as CivilDate;
  const scope = scopeOf(order);
  return {
    reminderDaysLeft: policies.resolve('psb.reminderDaysLeft', scope, on).toSorted((a, b) => b - a),
    reminderTime: policies.resolve('order.reminderTime', scope, on),
    iconDays: policies.resolve('psb.iconDays', scope, on),
  };
}

/** A duty begins; reminders whose time has passed by then are not made up for. */
export function openObligation(duty: Duty, at: Instant, terms: ObligationTerms): Obligation {
  const passed = remindersOf(duty, terms).filter((reminder) => reminder.at <= at).length;
  return { ...duty, state: 'OPEN', openedAt: at, remindersPassed: passed };
}

export interface ObligationAlarm {
  name: 'reminder' | 'overdue';
  at: Instant;
  obligation: Obligation;
  /** Calendar days left, for reminders. */
  days?: CalendarDays;
}

/** What rings next for an obligation: only an open one with a due date rings; submitting silences it (R-PSB-5). */
export function nextAlarmOf(obligation: Obligation, terms: ObligationTerms): ObligationAlarm | undefined {
  if (obligation.state !== 'OPEN' || obligation.due === undefined) return undefined;
  const reminder = remindersOf(obligation, terms)[obligation.remindersPassed];
  if (reminder !== undefined) return { name: 'reminder', obligation, ...reminder };
  return { name: 'overdue', obligation, at: obligation.due.at };
}

function remindersOf({ due }: Duty, terms: ObligationTerms): { at: Instant; days: CalendarDays }[] {
  if (due === undefined) return [];
  return terms.reminderDaysLeft.map((days) => ({
    days,
    at: atTimeOfDay(datePlus(civilDate(due.at), calendarDays(0 - days)), terms.reminderTime),
  }));
}

const websiteId = () => z.string().regex(/^W[1-9]\d?$/, 'write W1, W2, …');
const website = () => z.strictObject({ websiteId: websiteId() });

/** Everything somebody can report about duties, with the data each report carries. */
export const obligationActionData = lazilyEach({
  footerConfirmed: website,
  psbSubmitted: website,
  psbApproved: () =>
    z.strictObject({
      websiteId: websiteId(),
      approvedOn: isoDate(),
      /** PSB number as printed, e.g. `粤公网安备44030002000001号`. */
      number: z.string().trim().min(5).max(60).optional(),
    }),
  psbIconConfirmed: website,
  licenceUploaded: website,
  copyrightConfirmed: website,
  /** The website left the record: what was still open for it ends (R-POST-4). */
  websiteRemoved: website,
} as const satisfies Record<string, () => z.ZodType>);

export type ObligationAction = keyof typeof obligationActionData;
export const OBLIGATION_ACTIONS = Object.keys(obligationActionData) as readonly ObligationAction[];
export type ObligationActionData<A extends ObligationAction> = z.infer<ReturnType<(typeof obligationActionData)[A]>>;
export const isObligationAction = (name: string): name is ObligationAction => Object.hasOwn(obligationActionData, name);

interface Rule {
  by: readonly Role[];
  kind: ObligationKind;
  from: readonly ObligationState[];
  to: ObligationState;
}

const OWNER = ['applicant', 'operator'] as const;
const OPEN = ['OPEN', 'OVERDUE'] as const;

/** Which report moves which duty, from where, to where; an approval may be reported without the submission before it. */
const RULES: Readonly<Record<Exclude<ObligationAction, 'websiteRemoved'>, Rule>> = {
  footerConfirmed: { by: OWNER, kind: 'FOOTER', from: OPEN, to: 'DONE' },
  psbSubmitted: { by: OWNER, kind: 'PSB', from: OPEN, to: 'SUBMITTED' },
  psbApproved: { by: OWNER, kind: 'PSB', from: [...OPEN, 'SUBMITTED'], to: 'APPROVED' },
  psbIconConfirmed: { by: OWNER, kind: 'PSB_ICON', from: OPEN, to: 'SHOWN' },
  licenceUploaded: { by: OWNER, kind: 'LICENCE', from: OPEN, to: 'DONE' },
  copyrightConfirmed: { by: OWNER, kind: 'COPYRIGHT', from: OPEN, to: 'DONE' },
};
const REMOVERS: readonly Role[] = ['system', 'operator'];

export const mayReport = (action: ObligationAction, role: Role): boolean =>
  (action === 'websiteRemoved' ? REMOVERS : RULES[action].by).includes(role);

/** What pages offer for one duty as it stands. */
export const reportsOf = ({ kind, state }: Pick<Obligation, 'kind' | 'state'>): ObligationAction[] =>
  OBLIGATION_ACTIONS.filter((action) => {
    if (action === 'websiteRemoved') return false;
    const rule = RULES[action];
    return rule.kind === kind && rule.from.includes(state);
  });

/** The report as it was parsed: the action with its own data. */
export type ObligationReport = {
  [A in ObligationAction]: { action: A; data: ObligationActionData<A> };
}[ObligationAction];

export type ReportOutcome =
  | { outcome: 'APPLIED'; changed: Obligation[]; detail: string }
  | { outcome: 'REFUSED'; reason: RefusalCode; detail?: string };

/** What a report changes: the duties that are different now, new ones included; or why it changes nothing. */
export function report(
  obligations: readonly Obligation[],
  { action, data }: ObligationReport,
  at: Instant,
  terms: ObligationTerms,
): ReportOutcome {
  const ofWebsite = obligations.filter((one) => one.websiteId === data.websiteId);
  if (action === 'websiteRemoved') return remove(ofWebsite, at);
  const { kind, from, to } = RULES[action];
  const obligation = ofWebsite.find((one) => one.kind === kind);
  if (obligation === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_OBLIGATION' };
  if (!from.includes(obligation.state)) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
  const moved = moveTo(obligation, to, at);
  if (action !== 'psbApproved') return applied(obligation, [moved]);

  const approvedOn = data.approvedOn as CivilDate;
  if (approvedOn > civilDate(at)) {
    return { outcome: 'REFUSED', reason: 'MALFORMED', detail: 'approvedOn lies in the future' };
  }
  const { websiteId: id, domain, number } = obligation;
  const due = dueAfter(approvedOn, terms.iconDays);
  const icon = openObligation({ websiteId: id, domain, number, kind: 'PSB_ICON', due }, at, terms);
  return applied(obligation, [{ ...moved, ...(data.number === undefined ? {} : { psbNumber: data.number }) }, icon]);
}

const applied = (before: Obligation, changed: Obligation[]): ReportOutcome => ({
  outcome: 'APPLIED',
  changed,
  detail: changed.map((after) => changeOf(after.kind === before.kind ? before : undefined, after)).join('; '),
});

/** `W1 PSB OPEN → SUBMITTED`, as the audit trail tells it. */
export const changeOf = (before: Obligation | undefined, after: Obligation): string =>
  `${after.websiteId} ${after.kind} ${before === undefined ? '' : `${before.state} → `}${after.state}`;

function remove(ofWebsite: readonly Obligation[], at: Instant): ReportOutcome {
  if (ofWebsite.length === 0) return { outcome: 'REFUSED', reason: 'UNKNOWN_OBLIGATION' };
  const open = ofWebsite.filter((one) => !isClosed(one));
  if (open.length === 0) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
  const changed = open.map((one) => moveTo(one, 'REMOVED', at));
  const detail = changed.map((after, index) => changeOf(open[index], after)).join('; ');
  return { outcome: 'APPLIED', changed, detail };
}

const moveTo = (obligation: Obligation, state: ObligationState, at: Instant): Obligation => ({
  ...obligation,
  state,
  ...(CLOSED.has(state) ? { closedAt: at } : {}),
});

/** What a reminder or a passed due date changes. */
export const ring = ({ name, obligation }: ObligationAlarm): Obligation =>
  name === 'overdue'
    ? { ...obligation, state: 'OVERDUE' }
    : { ...obligation, remindersPassed: obligation.remindersPassed + 1 };

/** The same duties with some of them changed; a duty is named by its website and kind. */
export function withChanges(obligations: readonly Obligation[], changed: readonly Obligation[]): Obligation[] {
  const isSame = (one: Obligation) => (other: Obligation) =>
    one.websiteId === other.websiteId && one.kind === other.kind;
  const kept = obligations.map((one) => changed.find(isSame(one)) ?? one);
  return [...kept, ...changed.filter((one) => !obligations.some(isSame(one)))];
}

/** One step of the duties of an order, written in one transaction and once however often it is tried. */
export interface ObligationStep {
  orderId: OrderId;
  seq: number;
  /** When it took effect: for an alarm its instant, however late it was acted on. */
  at: Instant;
  cause: Cause;
  /** Duties that are new or different after the step. */
  changed: Obligation[];
  notices: Notice[];
  tasks: TaskKind[];
}
