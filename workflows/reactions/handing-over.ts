/** Handing the order to the bureau, the first time or again (R-SMS-10). */
import type { ActionData } from '../../domain/action.ts';
import type { Course } from '../course.ts';
import { refuse, type Applied, type Refused } from '../outcome.ts';

/** Starts a hand-over: from now on the order is locked until the gateway has answered. */
export function beginHandOver(course: Course, verifiers: string[][]): Omit<Applied<never>, 'outcome' | 'to'> {
  const handOver = course.progress.handOver + 1;
  const sms = { groups: verifiers, verified: [], wrongEntries: 0, remindersSent: 0 };
  return {
    change: { handOver, handOverUnderWay: true, changeRequested: [], sms: verifiers.length > 0 ? sms : undefined },
    afterwards: () => course.handOver(handOver),
  };
}

/** Refuses an acceptance that belongs to another hand-over, or comes a second time. */
export function accepted({ progress }: Course, { handOver }: ActionData<'forwardAccepted'>): Refused | undefined {
  if (handOver !== progress.handOver) return refuse('STALE_HAND_OVER');
  return progress.handOverUnderWay ? undefined : refuse('ALREADY_DONE');
}
