/** Handing the order to the bureau, the first time or again (R-SMS-10), and what is answered. */
import { patched } from '@temporalio/workflow';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInHours } from '../../../domain/time/instant.ts';
import type { Course } from '../course.ts';
import { refuse, stay, type Applied, type Refused } from '../outcome.ts';
import type { Taken } from '../stage.ts';

type HandingOver = Omit<Applied<never>, 'outcome' | 'to'>;

/** Starts a hand-over: from now on the order is locked until the gateway has answered. */
export function beginHandOver(course: Course, verifiers: string[][]): HandingOver {
  const handOver = course.progress.handOver + 1;
  const sms = { groups: verifiers, verified: [], wrongEntries: 0, remindersSent: 0 };
  return {
    change: {
      handOver,
      handOverUnderWay: true,
      handOverStuck: undefined,
      changeRequested: [],
      sms: verifiers.length > 0 ? sms : undefined,
    },
    afterwards: () => course.handOver(handOver),
  };
}

/** The same where the order left the applicant's and reviewers' clocks: only the bureau's acceptance is due. */
export function handOverAgain(course: Course, verifiers: string[][]): HandingOver {
  const begun = beginHandOver(course, verifiers);
  const from = course.now();
  const amount = course.settings.smsResubmitDelayHours;
  const acceptance = { kind: 'acceptance', at: dueInHours(from, amount), unit: 'h', amount, from } as const;
  return { ...begun, change: { ...begun.change, dues: patched('acceptance-due') ? [acceptance] : [] } };
}

/**
 * Refuses an acceptance that belongs to another hand-over, or comes a second time. One that got stuck may be with the
 * bureau all the same: whoever finds it there records its acceptance.
 */
export function accepted({ progress }: Course, { handOver }: ActionData<'forwardAccepted'>): Refused | undefined {
  if (handOver !== progress.handOver) return refuse('STALE_HAND_OVER');
  return progress.handOverUnderWay || progress.handOverStuck === true ? undefined : refuse('ALREADY_DONE');
}

/** The bureau's own number of the order, kept in the history. */
export const referenceOf = ({ reference }: ActionData<'forwardAccepted'>): { detail?: string } =>
  reference === undefined ? {} : { detail: reference };

/** The hand-over did not get through: the order is in the provider's hands again, and an operator is told why. */
function stuck({ progress, now }: Course, detail: string): Applied<never> {
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
export const isUnderWay = ({ progress }: Course, handOver: number): boolean =>
  progress.handOverUnderWay && progress.handOver === handOver;

/** The gateway cannot be made to take it without a person; of an earlier hand-over only the task is of use. */
export const gotStuck = (course: Course, { handOver, detail }: { handOver: number; detail: string }) =>
  isUnderWay(course, handOver) ? stuck(course, detail) : stay({ tasks: ['HAND_OVER_NEEDS_PERSON'], detail });

/** The bureau's system refused after all, as its gateway or an operator says. */
const forwardFailed = (course: Course, { data }: Taken<ActionData<'forwardFailed'>>) => {
  if (data.handOver !== course.progress.handOver) return refuse('STALE_HAND_OVER');
  if (!course.progress.handOverUnderWay) return refuse('ALREADY_DONE');
  return stuck(course, data.reason);
};

/** For the reaction tables of states from which an order is handed over. */
export const handOverAnswered = { forwardFailed } as const;
