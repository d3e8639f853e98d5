/**
 * `READY_FOR_BUREAU`: a second reviewer checks the order and hands it over (R-SM-12). The gateway is called until it
 * answers; when the bureau accepts, MIIT's SMS verification follows where it is in scope, else the bureau's review.
 */
import { patched } from '@temporalio/workflow';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { nextOn, pathOf } from '../../../domain/order-types/path.ts';
import { notTicked, tickedDetail } from '../../../domain/review/ticks.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import { unfit } from '../reactions/checked.ts';
import { claimLapses, claims, maySecond } from '../reactions/claims.ts';
import { always, deadlineOverride, overdue } from '../reactions/due-dates.ts';
import { abandon, cancellable } from '../reactions/ending.ts';
import { accepted, beginHandOver, handOverAnswered, handOverEvents, referenceOf } from '../reactions/handing-over.ts';
import { instanceSendsBackUnlessUnderWay } from '../reactions/instance-loss.ts';
import { rejectOrder } from '../reactions/reject-order.ts';
import { stage, type Filing, type Taken } from '../stage.ts';

const forwardToBureau = async (filing: Filing, { actor, data }: Taken<ActionData<'forwardToBureau'>>) => {
  const refused = maySecond(filing, actor);
  if (refused) return refused;
  if (filing.progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  const answer = await filing.check('HAND_OVER');
  const incomplete = unfit(answer);
  if (incomplete) return incomplete;
  const ticks = data.ticks ?? [];
  const ticked = filing.progress.ticked ?? [];
  const open = notTicked(answer.reviewItems ?? [], {
    ticks: [...ticked, ...ticks],
    hasNote: data.note !== undefined || ticks.length === 0,
  });
  if (open.length > 0 && patched('checklist-ticked')) return refuse('CHECKLIST_INCOMPLETE', { items: open });
  const begun = beginHandOver(filing, answer.verifiers);
  if (ticks.length === 0) return stay(begun);
  const change = { ...begun.change, ticked: [...new Set([...ticked, ...ticks])] };
  return stay({ ...begun, change, ...tickedDetail(ticks, data.note) });
};

const forwardAccepted = (filing: Filing, { data }: Taken<ActionData<'forwardAccepted'>>) => {
  const refused = accepted(filing, data);
  if (refused) return refused;
  const and = { change: { handOverUnderWay: false }, ...referenceOf(data) };
  const { progress } = filing;
  const to = nextOn(pathOf(progress), 'HAND_OVER', { sms: progress.sms !== undefined });
  return goTo(to, { ...and, notices: [{ code: to === 'SMS_PENDING' ? 'N-5' : 'N-8', facts: {} }] });
};

export const readyForBureau = stage('READY_FOR_BUREAU', {
  on: {
    ...claims,
    forwardToBureau,
    forwardAccepted,
    ...handOverAnswered,
    rejectOrder,
    ...instanceSendsBackUnlessUnderWay,
    abandon,
    ...cancellable,
    deadlineOverride,
    ...always,
  },
  at: { forward: overdue('forward', 'FORWARD_OVERDUE'), claim: claimLapses },
  events: handOverEvents,
});
