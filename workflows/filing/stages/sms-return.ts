/**
 * `SMS_RETURNED` takes no time, unless the policy leaves the resubmission to the applicant (`sms.resubmit`=USER_IMMEDIATE).
 * `RESUBMIT_WAIT`: the provider phones the applicant; 24 hours after the return the order is handed over again, whether
 * or not somebody answered (R-SMS-10, R-SMS-18).
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { instant, type Instant } from '../../../domain/time/instant.ts';
import type { CheckAnswer } from '../../../activities/contract.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import { callDetail, recordCall } from '../reactions/calls.ts';
import { unfit } from '../reactions/checked.ts';
import { always, deadlineOverride, overdue } from '../reactions/due-dates.ts';
import { mayJudge } from '../reactions/claims.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { bureauSpokeElsewhere } from '../reactions/bureau-decision.ts';
import { accepted, handOverAgain, handOverAnswered, handOverEvents, referenceOf } from '../reactions/handing-over.ts';
import { instanceSendsBackUnlessUnderWay } from '../reactions/instance-loss.ts';
import { changed, toCorrection } from '../reactions/sms-return.ts';
import { stage, type Filing, type Taken } from '../stage.ts';

const forwardAccepted = (filing: Filing, { data }: Taken<ActionData<'forwardAccepted'>>) => {
  const refused = accepted(filing, data);
  if (refused) return refused;
  return goTo('SMS_PENDING', {
    change: { handOverUnderWay: false },
    notices: [{ code: 'N-5', facts: {} }],
    ...referenceOf(data),
  });
};

/** Only a resubmission that the bureau accepted counts towards the limit (R-SMS-19). */
const resubmitted = (filing: Filing, taken: Taken<ActionData<'forwardAccepted'>>) => {
  const outcome = forwardAccepted(filing, taken);
  if (outcome.outcome === 'REFUSED') return outcome;
  return { ...outcome, change: { ...outcome.change, autoResubmits: filing.progress.autoResubmits + 1 } };
};

/** A change reported in this state leads back at once (R-SMS-20). */
const changeRequested = (filing: Filing, { data }: Taken<ActionData<'changeRequested'>>) => {
  if (filing.progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return toCorrection(filing, data.fields.map(changed), []);
};

const callOutcome = (filing: Filing, { actor, data }: Taken<ActionData<'callOutcome'>>) => {
  const refused = mayJudge(filing, actor);
  if (refused) return refused;
  if (filing.progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  if (data.outcome !== 'REACHED_NEEDS_CHANGE')
    return stay({ change: { calls: recordCall(filing, actor.id, data.outcome) }, detail: callDetail(data) });
  const items = data.items ?? [changed('people')];
  return { ...toCorrection(filing, items, []), detail: callDetail(data) };
};

/** The full check runs once more before the order is handed over (R-PER-11). */
const resubmission = async (filing: Filing, _dueAt: Instant) => {
  const answer = await filing.check('HAND_OVER');
  if (answer.blocking.length > 0) return toCorrection(filing, answer.blocking, []);
  if ((answer.unchecked ?? []).length > 0) return lookAgainLater(filing, answer);
  return stay(handOverAgain(filing, answer.verifiers));
};

/** A failed look-up does not send the order back: the order waits a little longer, and everything else goes on. */
function lookAgainLater({ progress, now }: Filing, { unchecked = [], tasks = [] }: CheckAnswer) {
  const due = progress.dues.find(({ kind }) => kind === 'resubmit');
  const later = instant(now() + LOOK_AGAIN_MS);
  return stay({
    change: due ? { dues: withDue(progress.dues, { ...due, at: later }) } : {},
    items: unchecked,
    tasks,
    detail: 'Something could not be looked up; it is tried again in a quarter of an hour.',
  });
}
const LOOK_AGAIN_MS = 15 * 60_000;

export const resubmitWait = stage('RESUBMIT_WAIT', {
  on: {
    callOutcome,
    changeRequested,
    forwardAccepted: resubmitted,
    ...handOverAnswered,
    ...bureauSpokeElsewhere,
    ...instanceSendsBackUnlessUnderWay,
    abandon,
    ...cancellable,
    ...always,
  },
  at: { resubmit: resubmission, acceptance: overdue('acceptance', 'FORWARD_OVERDUE') },
  events: handOverEvents,
});

const resubmit = async (filing: Filing) => {
  if (filing.progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  const answer = await filing.check('HAND_OVER');
  return unfit(answer) ?? stay(handOverAgain(filing, answer.verifiers));
};

export const smsReturned = stage('SMS_RETURNED', {
  on: {
    resubmit,
    forwardAccepted,
    ...handOverAnswered,
    ...bureauSpokeElsewhere,
    changeRequested,
    ...instanceSendsBackUnlessUnderWay,
    abandon,
    ...cancellable,
    deadlineOverride,
    ...always,
  },
  at: { step: expire, acceptance: overdue('acceptance', 'FORWARD_OVERDUE') },
  events: handOverEvents,
});
