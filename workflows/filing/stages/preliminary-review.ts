/**
 * `PRELIM_REVIEW`: a reviewer of the provider checks the order, phones the head, may ask for more material or for paper
 * originals, and approves or sends back with items. The applicant may withdraw before the decision. `PRELIM_APPROVED` is
 * passed on the way to photo, mail or hand-over and takes no time.
 */
import { patched } from '@temporalio/workflow';
import { openedAccess } from '../../../domain/lifecycle/provisional-access.ts';
import { needNote } from '../../../domain/check-order/needs-note.ts';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { notTicked, tickedDetail } from '../../../domain/review/ticks.ts';
import { present } from '../../../domain/present.ts';
import { dueInCalendarDays } from '../../../domain/time/instant.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import { callDetail, recordCall, unansweredInARow } from '../reactions/calls.ts';
import { unfit } from '../reactions/checked.ts';
import { claimLapses, claimOf, claims, mayReview } from '../reactions/claims.ts';
import { always, deadlineOverride, overdue } from '../reactions/due-dates.ts';
import { cancellable, expire } from '../reactions/ending.ts';
import { instanceSendsBack } from '../reactions/instance-loss.ts';
import { onward } from '../reactions/onward.ts';
import { passes, pathOf } from '../../../domain/order-types/path.ts';
import { stage, type Filing, type Taken } from '../stage.ts';
import { toFirstMissing } from './drafting.ts';

const approve = async (filing: Filing, { actor, data }: Taken<ActionData<'approve'>>) => {
  const { progress } = filing;
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  if (progress.materialAsked.length > 0)
    return refuse('MATERIAL_OUTSTANDING', { detail: progress.materialAsked.join(', ') });
  const answer = await filing.check('APPROVAL');
  const incomplete = unfit(answer);
  if (incomplete) return incomplete;
  const overridden = needNote(answer.warnings);
  if (overridden.length > 0 && data.note === undefined && patched('warning-needs-note'))
    return refuse('WARNING_NEEDS_NOTE', { items: overridden });
  const ticks = data.ticks ?? [];
  const open = notTicked(answer.reviewItems ?? [], { ticks, hasNote: data.note !== undefined });
  if (open.length > 0 && patched('checklist-ticked')) return refuse('CHECKLIST_INCOMPLETE', { items: open });
  const to = onward(filing, answer);
  return goTo(to, {
    via: ['PRELIM_APPROVED'],
    change: {
      approvedBy: actor.id,
      ...present({ ticked: ticks.length === 0 ? undefined : ticks }),
      items: [],
      ...openedAccess(progress, answer.provisionalAccess, filing.now()),
    },
    ...(overridden.length === 0 ? {} : { items: overridden }),
    ...tickedDetail(ticks, data.note),
    notices: [
      { code: 'N-2', facts: { variant: 'APPROVED' } },
      ...(to === 'READY_FOR_BUREAU'
        ? []
        : [{ code: 'N-3' as const, facts: { variant: to === 'PHOTO_PENDING' ? 'PHOTO' : 'MAIL' } }]),
    ],
  });
};

const reject = (filing: Filing, { actor, data }: Taken<ActionData<'reject'>>) => {
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  return goTo('PRELIM_REJECTED', {
    change: { items: data.items },
    items: data.items,
    notices: [{ code: 'N-2', facts: { variant: 'ITEMS', items: data.items } }],
  });
};

/** Further material: only the named slots are writable, the review clock stops, the customer's 45 days run (R-SM-11). */
const requestMaterial = (filing: Filing, { actor, data }: Taken<ActionData<'requestMaterial'>>) => {
  const { progress, settings } = filing;
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  const from = filing.now();
  const days = settings.stepExpiryDays;
  return stay({
    change: {
      materialAsked: [...new Set([...progress.materialAsked, ...data.slots])],
      claim: claimOf(filing, actor.id),
      dues: [{ kind: 'material', at: dueInCalendarDays(from, days), unit: 'CD', amount: days, from }],
      overdue: false,
    },
    effects: ['askMaterial'],
    notices: [
      {
        code: 'N-3',
        facts: { variant: 'MATERIAL', due: dueInCalendarDays(from, days), items: data.slots.map(asked(data.note)) },
      },
    ],
    detail: [data.slots.join(', '), ...(data.note === undefined ? [] : [data.note])].join(': '),
  });
};

/** What the customer is told about a slot: the reviewer's own words if there are any. */
const asked = (note: string | undefined) => (slot: string) => ({
  path: `documents.${slot}`,
  code: 'ASKED_FOR',
  advice: note ?? 'Upload a scan for this slot.',
});

/** The last slot filled starts a full new review clock (R-SM-11). */
const materialUploaded = (filing: Filing, { data }: Taken<ActionData<'materialUploaded'>>) => {
  const { progress } = filing;
  if (!progress.materialAsked.includes(data.slot)) return refuse('SLOT_NOT_ASKED');
  const left = progress.materialAsked.filter((slot) => slot !== data.slot);
  if (left.length > 0) return stay({ change: { materialAsked: left } });
  return stay({ change: { materialAsked: [], dues: [] }, termsFrom: filing.now() });
};

const requestMail = (filing: Filing, { actor }: Taken<unknown>) => {
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  if (!passes(pathOf(filing.progress), 'MAIL')) {
    return refuse('NO_EFFECT', { detail: 'Nothing is posted with an order of this type.' });
  }
  return stay({ change: { mailRequested: true, claim: claimOf(filing, actor.id) } });
};

/**
 * A second call is made at the earliest an hour after the first; when nobody answers either call, the order is rejected
 * (R-SM-3).
 */
const callOutcome = (filing: Filing, { actor, data }: Taken<ActionData<'callOutcome'>>) => {
  const { progress, settings } = filing;
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  const last = progress.calls.at(-1);
  if (last?.outcome === 'NO_ANSWER' && filing.now() < last.at + settings.callRetryMinutes * 60_000)
    return refuse('CALL_TOO_SOON');
  const calls = recordCall(filing, actor.id, data.outcome);
  if (data.outcome !== 'NO_ANSWER' || unansweredInARow(calls) < settings.callMaxAttempts) {
    return stay({ change: { calls, claim: claimOf(filing, actor.id) }, detail: callDetail(data) });
  }
  const items = [
    {
      path: 'people',
      code: 'PHONE_UNREACHABLE',
      advice:
        'Nobody answered the phone of the person in charge. Keep it reachable, or give another number, and submit again.',
    },
  ];
  return goTo('PRELIM_REJECTED', {
    change: { items },
    items,
    notices: [{ code: 'N-2', facts: { variant: 'ITEMS', items } }],
    detail: callDetail(data),
  });
};

/** While the review is undecided; where the rule says so, only until a reviewer has done the next step (C-26). */
const withdraw = (filing: Filing) => {
  const { progress, settings } = filing;
  const isBegun =
    progress.claim !== undefined ||
    progress.materialAsked.length > 0 ||
    progress.mailRequested ||
    progress.calls.some(({ at }) => at >= progress.enteredAt);
  if (settings.withdrawRule === 'UNTIL_NEXT_STEP' && isBegun) return refuse('REVIEW_BEGUN');
  return toFirstMissing(filing, { effects: ['releaseDomains'] });
};

export const preliminaryReview = stage('PRELIM_REVIEW', {
  on: {
    ...claims,
    approve,
    reject,
    requestMaterial,
    materialUploaded,
    requestMail,
    callOutcome,
    withdraw,
    ...instanceSendsBack,
    ...cancellable,
    deadlineOverride,
    ...always,
  },
  at: { review: overdue('review', 'REVIEW_OVERDUE'), claim: claimLapses, material: expire },
});

/** A routing state waits for nothing, so it has no reactions. */
export const preliminaryApproved = stage('PRELIM_APPROVED', { on: {}, at: {} });
