/** Hands the order to the bureau, for the first time or again (R-SMS-10), and takes the answer. */
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

/** The same for states whose own clocks stop with the hand-over: only the bureau's acceptance is due then. */
export function handOverAgain(filing: Filing, verifiers: string[][]): HandingOver {
  const begun = beginHandOver(filing, verifiers);
  const from = filing.now();
  const amount = filing.settings.smsResubmitDelayHours;
  const acceptance = { kind: 'acceptance', at: dueInHours(from, amount), unit: 'h', amount, from } as const;
  return { ...begun, change: { ...begun.change, dues: patched('acceptance-due') ? [acceptance] : [] } };
}

/**
 * Refuses an acceptance that belongs to another hand-over, or comes a second time. A hand-over that got stuck may have
 * reached the bureau all the same: an operator who finds it there reports its acceptance.
 */
export function accepted({ progress }: Filing, { handOver }: ActionData<'forwardAccepted'>): Refused | undefined {
  if (handOver !== progress.handOver) return refuse('STALE_HAND_OVER');
  return progress.handOverUnderWay || progress.handOverStuck === true ? undefined : refuse('ALREADY_DONE');
}

/** The bureau's own number of the order, kept in the history. */
export const referenceOf = ({ reference }: ActionData<'forwardAccepted'>): { detail?: string } =>
  reference === undefined ? {} : { detail: reference };

/** The hand-over did not reach the bureau: the order is in the provider's hands again, and an operator is told why. */
function stuck({ progress, now }: Filing, detail: string): Applied<never> {
  // An order whose clocks stopped for the hand-over waits again before the next try.
  const clocksStopped = progress.dues.every(({ kind }) => kind === 'acceptance');
  return stay({
    change: { handOverUnderWay: false, handOverStuck: true, ...(clocksStopped ? { dues: [], overdue: false } : {}) },
    ...(clocksStopped ? { termsFrom: now() } : {}),
    tasks: ['HAND_OVER_NEEDS_PERSON'],
    detail,
  });
}

/** Whether the filing awaits the answer to this hand-over. */
const isUnderWay = ({ progress }: Filing, handOver: number): boolean =>
  progress.handOverUnderWay && progress.handOver === handOver;

/**
 * An answer to an earlier hand-over, or to one that has ended meanwhile: a refusal goes to an operator, everything else is
 * ignored.
 */
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

/** Reactions of the states from which an order is handed over, to what the bureau or an operator says of it. */
export const handOverAnswered = { forwardFailed } as const;
/** Reactions of the same states to the gateway's answer. */
export const handOverEvents = { handOverStuck, handOverByHand } as const;
/** Reactions of all other states. */
export const lateHandOverEvents = { handOverStuck: handOverStuckLate, handOverByHand: () => undefined } as const;
