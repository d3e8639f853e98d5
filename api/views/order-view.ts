/** An order as pages show it: where it stands, who must act, by when, and what the caller may do (R-SM-7, A-036). */
import { z } from 'zod';
import { CLOCK_KINDS, type Clock } from '../../domain/lifecycle/clocks.ts';
import { ACTIONS } from '../../domain/lifecycle/action.ts';
import { type Due, DUE_KINDS } from '../../domain/lifecycle/due.ts';
import { findingSchema } from '../../domain/finding.ts';
import { provinceSchema } from '../../domain/order/form.ts';
import { present } from '../../domain/present.ts';
import { civilDate, formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import { orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { isDrafting, STAGES } from '../../domain/lifecycle/stage.ts';
import { draftDue, type Rules } from '../../domain/lifecycle/terms.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { OrderSummary } from '../../store/orders/order-summary.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { EDITABLE, editableOf } from '../../usecases/drafting/editable.ts';
import { actionsFor } from '../../usecases/order/possible-actions.ts';

const at = z.iso.datetime({ offset: true }).meta({ example: '2026-02-13T18:00:00+08:00' });

export const dueSchema = z
  .object({
    kind: z.enum([...DUE_KINDS, ...CLOCK_KINDS]),
    at,
    unit: z.enum(['h', 'CD', 'BD']).meta({ description: 'Hours, calendar days or business days.' }),
    amount: z.number(),
    from: at,
    earliest: at.optional(),
    provisional: z.boolean().meta({
      description:
        'The term reaches into a year without published holidays; it is worked out anew when they are known.',
    }),
    overdue: z.boolean(),
  })
  .meta({ id: 'Due' });

export const orderSummarySchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    type: orderTypeSchema.optional(),
    province: provinceSchema.optional(),
    stage: z.enum(STAGES),
    visit: z.int().meta({
      description:
        'Counts every entry into a state. Send it with an action: the filing refuses one meant for an earlier stay.',
    }),
    round: z.int(),
    waitingOn: z.enum(['applicant', 'reviewer', 'courier', 'miit', 'bureau', 'system', 'nobody']),
    since: at,
    openedAt: at,
    editedAt: at,
    assignee: z.string().optional(),
    overdue: z.boolean(),
    nextDue: dueSchema.optional(),
    submitted: z.boolean(),
    erasedAt: at.optional(),
  })
  .meta({ id: 'OrderSummary' });

export const orderSchema = orderSummarySchema
  .extend({
    now: at.meta({ description: "The filing's own time." }),
    awaits: z.string().meta({ description: 'What is awaited, in one sentence.' }),
    dues: z.array(dueSchema),
    expected: z
      .object({ earliest: at, latest: at, legal: at, provisional: z.boolean() })
      .optional()
      .meta({ description: "While the bureau reviews: when its decision is expected, apart from the law's limit." }),
    allowedActions: z.array(z.enum(ACTIONS)).meta({ description: 'What you may do now.' }),
    editable: z.enum(EDITABLE),
    items: z.array(findingSchema()).meta({ description: 'What is to be fixed.' }),
    materialAsked: z.array(z.string()),
    hints: z.array(z.object({ code: z.string(), text: z.string() })),
    sms: z
      .object({
        groups: z
          .array(z.array(z.string()))
          .meta({ description: 'People who must verify; those who share a mobile together.' }),
        verified: z.array(z.string()),
        wrongEntries: z.int(),
        startedAt: at.optional(),
      })
      .optional(),
    handOver: z
      .int()
      .meta({ description: "Number of the last hand-over; staff name it when they record the bureau's word." }),
    parcel: z.object({ courier: z.string(), trackingNumber: z.string(), registeredAt: at }).optional(),
    backdropTracking: z.string().optional(),
    photoAllowedFor: z.array(z.string()),
    calls: z.array(z.object({ at, by: z.string(), outcome: z.string() })),
    cancelRequested: z.boolean(),
    issuedOn: z.string().optional(),
    formVersion: z.int(),
    started: z.boolean().meta({ description: 'False for the moment until the filing has taken the order up.' }),
    policyVersion: z.string().optional(),
    calendarVersion: z.string().optional(),
    copiedFrom: z.string().optional(),
  })
  .meta({ id: 'Order' });

/** A due date may pass without a step being written, so lateness is worked out when the order is shown. */
function dueView(shown: Due | Clock, now: Instant): z.infer<typeof dueSchema> {
  const due: Omit<Due, 'kind'> = shown;
  const { unit, amount, from, earliest, provisional } = due;
  return {
    kind: shown.kind,
    at: formatInstant(due.at),
    unit,
    amount,
    from: formatInstant(from),
    ...(earliest === undefined ? {} : { earliest: formatInstant(earliest) }),
    provisional: provisional === true,
    overdue: due.overdue === true || due.at < now,
  };
}

export function summaryView(order: OrderSummary, caller: Caller, now: Instant): z.infer<typeof orderSummarySchema> {
  const { id, accountId, type, province, stage, visit, round, waitingOn, overdue, nextDue, submitted, assignee } =
    order;
  const shownDue = nextDue?.kind === 'draft' ? undefined : nextDue;
  return {
    id,
    accountId,
    ...present({ type, province }),
    stage,
    visit,
    round,
    waitingOn,
    since: formatInstant(order.enteredAt),
    openedAt: formatInstant(order.openedAt),
    editedAt: formatInstant(order.editedAt),
    ...(assignee === undefined || caller.role === 'applicant' ? {} : { assignee }),
    overdue,
    ...(shownDue === undefined ? {} : { nextDue: dueView(shownDue, now) }),
    submitted,
    ...(order.erasedAt === undefined ? {} : { erasedAt: formatInstant(order.erasedAt) }),
  };
}

export function orderView(order: Order, caller: Caller, now: Instant, rules: Rules): z.infer<typeof orderSchema> {
  const { stage, progress } = order;
  const dues = duesOf(order, rules);
  const [next] = dues.toSorted((a, b) => a.at - b.at);
  return {
    ...summaryView(order, caller, now),
    ...(next === undefined ? {} : { nextDue: dueView(next, now) }),
    now: formatInstant(now),
    awaits: lifecycleTable[stage].awaits,
    dues: dues.map((due) => dueView(due, now)),
    ...expectedView(order),
    allowedActions: actionsFor(order, caller),
    editable: editableOf(order),
    items: progress?.items ?? [],
    materialAsked: progress?.materialAsked ?? [],
    hints: hintsFor(order),
    ...smsView(order),
    handOver: progress?.handOver ?? 0,
    ...(progress?.parcel === undefined
      ? {}
      : { parcel: { ...progress.parcel, registeredAt: formatInstant(progress.parcel.registeredAt) } }),
    ...(progress?.backdropTracking === undefined ? {} : { backdropTracking: progress.backdropTracking }),
    photoAllowedFor: progress?.photoAllowedFor ?? [],
    calls:
      caller.role === 'applicant'
        ? []
        : (progress?.calls ?? []).map((call) => ({ ...call, at: formatInstant(call.at) })),
    cancelRequested: progress?.cancelRequest !== undefined,
    ...(progress?.issuedOn === undefined ? {} : { issuedOn: progress.issuedOn }),
    formVersion: order.formVersion,
    started: order.workflowStarted,
    ...present({
      policyVersion: order.policyVersion,
      calendarVersion: order.calendarVersion,
      copiedFrom: order.copiedFrom,
    }),
  };
}

/**
 * A draft expires some time after its last edit. The filing hears of an edit only when it moved the draft, so the end is
 * worked out here (R-SM-10).
 */
function duesOf({ type, province, progress, stage, editedAt, settings }: Order, { policies }: Rules): Due[] {
  const dues = progress?.dues ?? [];
  if (!isDrafting(stage)) return dues;
  const days =
    settings?.draftExpiryDays ??
    policies.resolve('order.draftExpiryDays', { orderType: type, province }, civilDate(editedAt));
  const dormant = draftDue(editedAt, days);
  const until = instant(Math.max(dormant.at, progress?.draftKeptUntil ?? 0));
  return [...dues.filter(({ kind }) => kind !== 'draft'), { ...dormant, at: until }];
}

/** Expected and legal end of the bureau's review are different things (R-BUR-1). */
function expectedView({ progress, stage }: Order) {
  const due = progress?.dues.find(({ kind }) => kind === 'bureau');
  if (due === undefined || stage !== 'BUREAU_REVIEW') return {};
  const { at: legal, earliest = legal, latest = legal, provisional } = due;
  return {
    expected: {
      earliest: formatInstant(earliest),
      latest: formatInstant(latest),
      legal: formatInstant(legal),
      provisional: provisional === true,
    },
  };
}

function hintsFor({ stage, progress }: Order): { code: string; text: string }[] {
  const hints: { code: string; text: string }[] = [];
  if (stage === 'BUREAU_APPROVED') {
    hints.push({
      code: 'TOLD_EARLIER',
      text: 'The bureau tells the person itself, usually earlier than it is seen here; the number shows up within 1–2 business days (R-BUR-2).',
    });
    hints.push({
      code: 'SCAN_OFFERED',
      text: 'You may have the website scanned for weak points and content meanwhile; it is voluntary.',
    });
  }
  if (stage === 'BUREAU_REVIEW') {
    hints.push({
      code: 'NO_PUSHING',
      text: 'The bureau cannot be hurried; the order is locked until it decides (R-BUR-3, R-SM-4).',
    });
  }
  if (stage === 'SMS_PENDING') {
    hints.push({
      code: 'SMS_HELP',
      text: 'No code? Look into the spam box, put the SIM card into another phone and ask for it again; unsupported numbers must be replaced (R-SMS-11).',
    });
  }
  if (stage === 'BUREAU_REVIEW' && (progress?.changeRequested.length ?? 0) > 0) {
    hints.push({
      code: 'CHANGE_ADVISED',
      text: 'You said that something has changed: open a change order when this one is completed (R-SMS-20).',
    });
  }
  return hints;
}

function smsView({ progress }: Order) {
  if (progress?.sms === undefined) return {};
  const { groups, verified, wrongEntries, startedAt } = progress.sms;
  return {
    sms: {
      groups,
      verified,
      wrongEntries,
      ...(startedAt === undefined ? {} : { startedAt: formatInstant(startedAt) }),
    },
  };
}
