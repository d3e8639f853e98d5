/** Handing the order to the bureau, the first time or again (R-SMS-10), and what is answered. */
import { patched } from '@temporalio/workflow';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInHours } from '../../../domain/time/instant.ts';
import { refuse, stay, type Applied, type Refused } from '../outcome.ts';
import type { EventReaction, Filing, Taken } from '../stage.ts';

type HandingOver = Omit<Applied<never>, 'outcome' | 'to'>;

/** Starts a hand-over: from now on the order is locked until the gateway has answered. */
export function beginHandOver(filing: Filing, verifiers: string[][]): HandingOver {
  const handOver = filing.progress.handOver + 1;
  const sms = { groups: verifiers, verified: [], wrongEntries: 0, remindersSent: 0 };
  return {
    change: {
      handOver,
      handOverUnderWay: true,
      handOverStuck: undefined,
      changeRequested: [],
      sms: verifiers.length > 0 ? sms : undefined,
    },
    work: [{ kind: 'handOver', handOver, verifiers: verifiers.flat(), at: filing.now() }],
  };
}

/** The same where the order left the applicant's and reviewers' clocks: only the bureau's acceptance is due. */
export function handOverAgain(filing: Filing, verifiers: string[][]): HandingOver {
  const begun = beginHandOver(filing, verifiers);
  const from = filing.now();
  const amount = filing.settings.smsResubmitDelayHours;
  const acceptance = { kind: 'acceptance', at: dueInHours(from, amount), unit: 'h', amount, from } as const;
  return { ...begun, change: { ...begun.change, dues: patched('acceptance-due') ? [acceptance] : [] } };
}

/**
 * Refuses an acceptance that belongs to another hand-over, or comes a second time. One that got stuck may be with the
 * bureau all the same: whoever finds it there records its acceptance.
 */
export function accepted({ progress }: Filing, { handOver }: ActionData<'forwardAccepted'>): Refused | undefined {
  if (handOver !== progress.handOver) return refuse('STALE_HAND_OVER');
  return progress.handOverUnderWay || progress.handOverStuck === true ? undefined : refuse('ALREADY_DONE');
}

/** The bureau's own number of the order, kept in the history. */
export const referenceOf = ({ reference }: ActionData<'forwardAccepted'>): { detail?: string } =>
  reference === undefined ? {} : { detail: reference };

/** The hand-over did not get through: the order is in the provider's hands again, and an operator is told why. */
function stuck({ progress, now }: Filing, detail: string): Applied<never> {
  // An order whose clocks stopped for the hand-over waits anew, and is then tried again.
  const clocksStopped = progress.dues.every(({ kind }) => kind === 'acceptance');
  return stay({
    change: { handOverUnderWay: false, handOverStuck: true, ...(clocksStopped ? { dues: [], overdue: false } : {}) },
    ...(clocksStopped ? { termsFrom: now() } : {}),
    tasks: ['HAND_OVER_NEEDS_PERSON'],
    detail,
  });
}

/** Whether this is the hand-over whose answer is awaited. */
const isUnderWay = ({ progress }: Filing, handOver: number): boolean =>
  progress.handOverUnderWay && progress.handOver === handOver;

/** An answer to an earlier hand-over, or to one that has ended meanwhile: an operator looks at a refusal, the rest is of no use. */
const handOverStuckLate: EventReaction<'handOverStuck'> = (_filing, { detail }) =>
  stay({ tasks: ['HAND_OVER_NEEDS_PERSON'], detail });

const handOverStuck: EventReaction<'handOverStuck'> = (filing, event) =>
  isUnderWay(filing, event.handOver) ? stuck(filing, event.detail) : handOverStuckLate(filing, event);

const handOverByHand: EventReaction<'handOverByHand'> = (filing, { handOver }) =>
  isUnderWay(filing, handOver) ? stay({ tasks: ['HAND_OVER_BY_HAND'] }) : undefined;

/** The bureau's system refused after all, as its gateway or an operator says. */
const forwardFailed = (filing: Filing, { data }: Taken<ActionData<'forwardFailed'>>) => {
  if (data.handOver !== filing.progress.handOver) return refuse('STALE_HAND_OVER');
  if (!filing.progress.handOverUnderWay) return refuse('ALREADY_DONE');
  return stuck(filing, data.reason);
};

/** For the reaction tables of states from which an order is handed over: what a bureau or an operator says of it. */
export const handOverAnswered = { forwardFailed } as const;
/** For the same states: how the gateway answered. */
export const handOverEvents = { handOverStuck, handOverByHand } as const;
/** For all other states. */
export const lateHandOverEvents = { handOverStuck: handOverStuckLate, handOverByHand: () => undefined } as const;
