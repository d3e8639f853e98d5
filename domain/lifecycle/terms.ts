/**
 * What policy and calendar say when a state is entered: how long each wait lasts and when it ends (§5.1 "Time limit").
 * The answer is computed once, stands in the filing's history, and does not change while the order is in the state (R-SM-17).
 */
import type { BusinessCalendar } from '../time/business-calendar.ts';
import type { Due, DueKind } from './due.ts';
import type { Province } from '../order/form.ts';
import {
  businessDays,
  civilDate,
  dueInCalendarDays,
  dueInHours,
  type BusinessDays,
  type CalendarDays,
  type Hours,
  type Instant,
} from '../time/instant.ts';
import type { EntityKind, OrderType } from '../order-types/order-type.ts';
import { present } from '../present.ts';
import type { OrderTypeRow } from '../order-types/row.ts';
import { rowOf } from '../order-types/table.ts';
import type { Policies } from '../policy/policy.ts';
import type { Settings } from './settings.ts';
import type { Stage } from './stage.ts';
import { policyScope } from '../order/order-scope.ts';

/** The known facts about the order, and the instants from which terms are counted. */
export interface TermsSubject {
  type?: OrderType | undefined;
  province?: Province | undefined;
  entityKind?: EntityKind | undefined;
  /** Start of the terms: the entry into the state, or the start of a new review term. */
  from: Instant;
  /** Last edit of the draft (R-SM-10). */
  editedAt: Instant;
  /** The websites of the order, by their names in the form. */
  websites?: readonly string[];
}

export interface Rules {
  policies: Policies;
  calendar: BusinessCalendar;
}

/** Terms and settings of the state just entered. */
export interface Terms {
  dues: Due[];
  settings: Settings;
  policyVersion: string;
  calendarVersion: string;
  type?: OrderType | undefined;
  province?: Province | undefined;
}

export function termsOf(stage: Stage, subject: TermsSubject, { policies, calendar }: Rules): Terms {
  return {
    dues: duesOf(stage, subject, { policies, calendar }),
    settings: settingsOf(subject, policies),
    policyVersion: policies.version,
    calendarVersion: calendar.version,
    type: subject.type,
    province: subject.province,
  };
}

/**
 * When the bureau's decision is expected, told while the order is reviewed (R-CHG-1): the shortest and the longest review, way to the
 * bureau and decision, all counted from the submission.
 */
export function estimateOf(submission: TermsSubject, rules: Rules): { earliest: Instant; latest: Instant } {
  const term = terms(submission, rules);
  const shortest = term.policy('sla.earliestBd');
  const bureau = term.policy(decidedWithin(submission));
  const after = (...parts: BusinessDays[]) =>
    term.bd('bureau', businessDays(parts.reduce((sum, part) => sum + part, 0))).at;
  return {
    earliest: after(shortest.prelim, shortest.forward, bureau.earliest),
    latest: after(term.policy('sla.prelimBd'), term.forwardBd(), bureau.latest),
  };
}

/** When an untouched draft expires, counted from its last edit (R-SM-10). Pages show it without asking the filing. */
export const draftDue = (editedAt: Instant, days: CalendarDays): Due => ({
  kind: 'draft',
  at: dueInCalendarDays(editedAt, days),
  unit: 'CD',
  amount: days,
  from: editedAt,
});

function settingsOf(subject: TermsSubject, policies: Policies): Settings {
  const on = civilDate(subject.from);
  const scope = policyScope(subject);
  return {
    stepExpiryDays: policies.resolve('order.stepExpiryDays', scope, on),
    draftExpiryDays: policies.resolve('order.draftExpiryDays', scope, on),
    expiredKeepDays: policies.resolve('order.expiredKeepDays', scope, on),
    reminderDays: policies.resolve('order.reminderDays', scope, on),
    reminderTime: policies.resolve('order.reminderTime', scope, on),
    claimHours: policies.resolve('review.claimHours', scope, on),
    callRetryMinutes: policies.resolve('call.retryMinutes', scope, on),
    callMaxAttempts: policies.resolve('call.maxAttempts', scope, on),
    backdropShipDays: policies.resolve('backdrop.shipDays', scope, on),
    mailTransitDays: policies.resolve('mail.transitDays', scope, on),
    smsTimeoutHours: policies.resolve('sms.timeoutHours', scope, on),
    smsReminderHours: policies.resolve('sms.reminderHours', scope, on),
    smsMaxWrongEntries: policies.resolve('sms.maxWrongEntries', scope, on),
    smsResubmit: policies.resolve('sms.resubmit', scope, on),
    smsResubmitDelayHours: policies.resolve('sms.resubmitDelayHours', scope, on),
    smsMaxAutoResubmits: policies.resolve('sms.maxAutoResubmits', scope, on),
    fourEyes: policies.resolve('review.secondary', scope, on) === 'FOUR_EYES',
    maxLivenessFails: policies.resolve('authenticity.maxFails', scope, on),
    withdrawRule: policies.resolve('order.withdrawRule', scope, on),
    ...present({ decidedApart: decidedApart(subject, policies) }),
  };
}

/** With one website a decision on it is one on the order; an order that adds nothing goes to the bureau as one request. */
function decidedApart(
  { type, websites = [], from, ...subject }: TermsSubject,
  policies: Policies,
): readonly string[] | undefined {
  if (type === undefined || rowOf(type).restIs === undefined || websites.length < 2) return undefined;
  const scope = policyScope({ type, ...subject });
  return policies.resolve('bureau.decisionScope', scope, civilDate(from)) === 'WEBSITE' ? websites : undefined;
}

function duesOf(stage: Stage, subject: TermsSubject, rules: Rules): Due[] {
  const term = terms(subject, rules);
  switch (stage) {
    case 'DRAFT':
    case 'TYPE_DETERMINED':
    case 'INSTANCE_VERIFIED':
    case 'INFO_FILLED':
    case 'MATERIALS_PENDING':
    case 'AUTHENTICITY_PENDING':
    case 'CONFIRMATION':
      return [draftDue(subject.editedAt, term.policy('order.draftExpiryDays'))];
    case 'PRELIM_REVIEW':
      return [term.bd('review', term.policy('sla.prelimBd'))];
    case 'PHOTO_REVIEW':
      return [term.bd('review', term.policy('sla.photoBd'))];
    case 'MAIL_REVIEW':
      return [term.bd('review', term.policy('sla.mailBd'))];
    case 'PRELIM_REJECTED':
    case 'PHOTO_PENDING':
    case 'PHOTO_REJECTED':
    case 'MAIL_PENDING':
    case 'BUREAU_REJECTED':
    case 'SMS_RETURNED':
      return [term.cd('step', term.policy('order.stepExpiryDays'))];
    case 'BACKDROP_SHIPPING':
      return [
        term.cd('step', term.policy('order.stepExpiryDays')),
        term.cd('shipping', term.policy('backdrop.shipDays')),
      ];
    case 'READY_FOR_BUREAU':
      return [term.forward()];
    case 'SMS_PENDING':
      return [term.h('sms', term.policy('sms.timeoutHours'))];
    case 'RESUBMIT_WAIT':
      return [term.h('resubmit', term.policy('sms.resubmitDelayHours'))];
    case 'BUREAU_REVIEW': {
      const expectedBd = term.policy(decidedWithin(subject));
      const limit = term.bd('bureau', term.policy('bureau.legalBd'));
      return [withExpected(limit, expectedBd, (amount) => term.bd('bureau', amount))];
    }
    case 'BUREAU_APPROVED':
      return [term.bd('sync', term.policy('sync.bd'))];
    case 'EXPIRED':
      return [term.cd('kept', term.policy('order.expiredKeepDays'))];
    case 'PRELIM_APPROVED':
    case 'RETURNED_FOR_TYPE':
    case 'COMPLETED':
    case 'ABANDONED':
      return [];
    default:
      return stage satisfies never;
  }
}

const decidedWithin = ({ type }: TermsSubject): OrderTypeRow['decidedWithin'] =>
  type === undefined ? 'bureau.expectedBd' : rowOf(type).decidedWithin;

/** The bureau's legal limit with the range in which its decision is expected; provisional when one of the three is. */
function withExpected(
  limit: Due,
  expectedBd: { earliest: BusinessDays; latest: BusinessDays },
  after: (amount: BusinessDays) => Due,
): Due {
  const [earliest, latest] = [after(expectedBd.earliest), after(expectedBd.latest)];
  const isProvisional = [limit, earliest, latest].some(({ provisional }) => provisional === true);
  return { ...limit, earliest: earliest.at, latest: latest.at, expectedBd, provisional: isProvisional };
}

/** Terms in the three units, all counted from the same start. */
function terms(subject: TermsSubject, { policies, calendar }: Rules) {
  const { from } = subject;
  const on = civilDate(from);
  const scope = policyScope(subject);
  const close = policies.resolve('calendar.bdClose', scope, on);
  const bdDue = (kind: DueKind, amount: BusinessDays): Due => ({
    kind,
    ...calendar.deadline(from, amount, close),
    unit: 'BD',
    amount,
    from,
  });
  /** One business day after a photo, three otherwise (C-5). */
  const forwardBd = (): BusinessDays => {
    const phase = policies.resolve('authenticity.phase', scope, on);
    return policies.resolve('sla.forwardBd', { ...scope, phase }, on);
  };
  return {
    policy: <K extends Parameters<Policies['resolve']>[0]>(key: K) => policies.resolve(key, scope, on),
    forwardBd,
    /** With the earliest instant, where it differs. */
    forward: (): Due => {
      const latest = forwardBd();
      const { forward: earliest } = policies.resolve('sla.earliestBd', scope, on);
      const limit = bdDue('forward', latest);
      return earliest < latest ? withExpected(limit, { earliest, latest }, (bd) => bdDue('forward', bd)) : limit;
    },
    h: (kind: DueKind, amount: Hours): Due => ({ kind, at: dueInHours(from, amount), unit: 'h', amount, from }),
    cd: (kind: DueKind, amount: CalendarDays): Due => ({
      kind,
      at: dueInCalendarDays(from, amount),
      unit: 'CD',
      amount,
      from,
    }),
    bd: bdDue,
  };
}
