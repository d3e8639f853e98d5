/** An order as pages show it: where it stands, who must act, by when, and what the caller may do (R-SM-7, A-036). */
import { z } from 'zod';
import { ACTIONS } from '../../domain/lifecycle/action.ts';
import { CLOCK_KINDS, type Clock } from '../../domain/lifecycle/clocks.ts';
import { DUE_KINDS, type Due } from '../../domain/lifecycle/due.ts';
import { recordedNumbersSchema } from '../../domain/assets/asset-facts.ts';
import { readOnlyFields } from '../../domain/order/fields-on-record.ts';
import { MOST_NAMES, MOST_SLOTS } from '../../domain/order/names.ts';
import { findingSchema, MOST_FINDINGS } from '../../domain/finding.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { civilDate, formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { lifecycleTable, LOCKED_STAGES } from '../../domain/lifecycle/table.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { draftDue, estimateOf, type Rules } from '../../domain/lifecycle/terms.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import { EDITABLE, editableOf } from '../drafting/editable.ts';
import { actionsFor } from '../order/possible-actions.ts';
import { fromRecordSchema, fromRecordView } from './content-view.ts';
import { hintsFor } from './order-hints.ts';
import { hiddenFrom, shownTexts } from './masked-text-view.ts';
import { provisionalAccessFields, provisionalAccessView } from './provisional-access-view.ts';
import { at, dueSchema, dueView, orderSummarySchema, summaryView } from './order-summary-view.ts';

const CALLS_SHOWN = 100;
const MOST_HINTS = 50;
const MOST_READ_ONLY = 40;

export const orderSchema = orderSummarySchema
  .extend({
    now: at.meta({ description: "The filing's own time." }),
    awaits: z.string().meta({ description: 'What is awaited, in one sentence.' }),
    dues: z.array(dueSchema).max(DUE_KINDS.length + CLOCK_KINDS.length),
    ...provisionalAccessFields,
    expected: z
      .object({ earliest: at, latest: at, legal: at, provisional: z.boolean() })
      .optional()
      .meta({ description: "While the bureau reviews: when its decision is expected, apart from the law's limit." }),
    estimate: z
      .object({ earliest: at, latest: at })
      .optional()
      .meta({ description: "While the provider reviews: when the bureau's decision is to be expected." }),
    allowedActions: z.array(z.enum(ACTIONS)).max(ACTIONS.length).meta({ description: 'What you may do now.' }),
    editable: z.enum(EDITABLE),
    items: z.array(findingSchema()).max(MOST_FINDINGS).meta({ description: 'What is to be fixed.' }),
    materialAsked: z.array(z.string()).max(MOST_SLOTS),
    hints: z.array(z.object({ code: z.string(), text: z.string() })).max(MOST_HINTS),
    sms: z
      .object({
        groups: z
          .array(z.array(z.string()).max(MOST_NAMES))
          .max(MOST_NAMES)
          .meta({ description: 'People who must verify; those who share a mobile together.' }),
        verified: z.array(z.string()).max(MOST_NAMES),
        wrongEntries: z.int(),
        startedAt: at.optional(),
      })
      .optional(),
    handOver: z
      .int()
      .meta({ description: "Number of the last hand-over; staff name it when they record the bureau's word." }),
    parcel: z.object({ courier: z.string(), trackingNumber: z.string(), registeredAt: at }).optional(),
    backdropAddress: z.string().optional().meta({
      description:
        'Where the backdrop goes, for the customer, reviewers and the mailroom; absent for the mailing address.',
    }),
    backdropTracking: z.string().optional(),
    photoAllowedFor: z.array(z.string()).max(MOST_NAMES),
    calls: z
      .array(z.object({ at, by: z.string(), outcome: z.string() }))
      .max(CALLS_SHOWN)
      .meta({ description: 'The last calls of this stay, oldest first.' }),
    cancelRequested: z.boolean(),
    decidedApart: z
      .array(
        z.object({
          websiteId: z.string(),
          decision: z.enum(['APPROVED', 'REJECTED']).optional(),
          onRecord: z.boolean(),
        }),
      )
      .max(MOST_NAMES)
      .optional()
      .meta({
        description:
          'Where the bureau decides on each website by itself: what it has decided so far. Websites on record leave an order whose others were rejected (R-BUR-4).',
      }),
    issuedOn: z.string().optional(),
    formVersion: z.int(),
    started: z.boolean().meta({ description: 'False for the moment until the filing has taken the order up.' }),
    policyVersion: z.string().optional(),
    calendarVersion: z.string().optional(),
    copiedFrom: z.string().optional(),
    onRecord: z
      .record(z.string(), recordedNumbersSchema)
      .meta({ description: "Numbers in MIIT's record, by website, as far as the type check learned them." }),
    readOnly: z.array(z.string()).max(MOST_READ_ONLY).meta({
      description: 'Fields of the form that stand in the record, and that this order cannot change (R-ORD-4).',
    }),
    fromRecord: fromRecordSchema.optional(),
  })
  .meta({ id: 'Order' });

export function orderView(order: Order, caller: Caller, now: Instant, rules: Rules): z.infer<typeof orderSchema> {
  const { stage, progress } = order;
  const hidden = hiddenFrom(caller, order);
  const dues = duesOf(order, rules);
  const [next] = dues.toSorted((a, b) => a.at - b.at);
  return {
    ...summaryView(order, caller, now),
    ...present({ nextDue: ifKnown(next, (due) => dueView(due, now)) }),
    now: formatInstant(now),
    awaits: lifecycleTable[stage].awaits,
    dues: dues.map((due) => dueView(due, now)),
    ...provisionalAccessView(progress, now),
    ...expectedView(order),
    ...estimateView(order, rules),
    allowedActions: actionsFor(order, caller),
    editable: editableOf(order),
    items: shownTexts(progress?.items ?? [], hidden),
    materialAsked: progress?.materialAsked ?? [],
    hints: hintsFor(order),
    ...smsView(order),
    handOver: progress?.handOver ?? 0,
    ...(progress?.parcel === undefined
      ? {}
      : {
          parcel: shownTexts({ ...progress.parcel, registeredAt: formatInstant(progress.parcel.registeredAt) }, hidden),
        }),
    ...(progress?.backdropAddress === undefined || (hidden !== 'NOTHING' && caller.role !== 'mailroom')
      ? {}
      : { backdropAddress: progress.backdropAddress }),
    ...present({ backdropTracking: progress?.backdropTracking }),
    photoAllowedFor: progress?.photoAllowedFor ?? [],
    calls:
      caller.role === 'applicant'
        ? []
        : (progress?.calls ?? []).slice(-CALLS_SHOWN).map((call) => ({ ...call, at: formatInstant(call.at) })),
    cancelRequested: progress?.cancelRequest !== undefined,
    ...present({ decidedApart: decidedApartView(order), issuedOn: progress?.issuedOn }),
    formVersion: order.formVersion,
    started: order.workflowStarted,
    onRecord: order.onRecord,
    readOnly: readOnlyFields(order.type),
    ...present({
      policyVersion: order.policyVersion,
      calendarVersion: order.calendarVersion,
      copiedFrom: order.copiedFrom,
      fromRecord: ifKnown(order.content, fromRecordView),
    }),
  };
}

/**
 * A draft expires some time after its last edit. The filing hears of an edit only when it moved the draft, so the end is
 * worked out here (R-SM-10).
 */
function duesOf({ type, province, progress, stage, editedAt, settings }: Order, { policies }: Rules): (Due | Clock)[] {
  const dues = [...(progress?.dues ?? []), ...(progress?.clocks ?? [])];
  if (!isDrafting(stage)) return dues;
  const days =
    settings?.draftExpiryDays ??
    policies.resolve('order.draftExpiryDays', { orderType: type, province }, civilDate(editedAt));
  const dormant = draftDue(editedAt, days);
  const until = instant(Math.max(dormant.at, progress?.draftKeptUntil ?? 0));
  return [...dues.filter(({ kind }) => kind !== 'draft'), { ...dormant, at: until }];
}

/** Counted from the submission, which is where the term of the first review begins. */
function estimateView({ stage, progress, type, province, form, editedAt }: Order, rules: Rules) {
  const review = progress?.dues.find(({ kind }) => kind === 'review');
  if (stage !== 'PRELIM_REVIEW' || review === undefined) return {};
  const submission = { type, province, entityKind: form?.entity.kind, from: review.from, editedAt };
  const { earliest, latest } = estimateOf(submission, rules);
  return { estimate: { earliest: formatInstant(earliest), latest: formatInstant(latest) } };
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

function decidedApartView({ stage, progress, settings }: Order) {
  if (settings?.decidedApart === undefined || !LOCKED_STAGES.includes(stage)) return undefined;
  return settings.decidedApart.map((websiteId) => {
    const { decision, onRecord } = progress?.apart?.[websiteId] ?? {};
    return { websiteId, ...present({ decision }), onRecord: onRecord === true };
  });
}

function smsView({ progress }: Order) {
  if (progress?.sms === undefined) return {};
  const { groups, verified, wrongEntries, startedAt } = progress.sms;
  return {
    sms: {
      groups,
      verified,
      wrongEntries,
      ...present({ startedAt: ifKnown(startedAt, formatInstant) }),
    },
  };
}
