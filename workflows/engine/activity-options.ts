/** How long each kind of work may take and how it is tried again. */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  type ActivityOptions,
} from '@temporalio/workflow';
import { UNWRITABLE_STEP } from '../../domain/lifecycle/unwritable-step.ts';
import type { ProcessActivities } from '../../activities/contract.ts';

/**
 * Tries within the workflow task: one event instead of three when they succeed, a few seconds and few events when Postgres
 * refuses. The limit is that of a try that must look facts up elsewhere, which ends in a bounded time below it.
 */
const TRIED_AT_ONCE = {
  scheduleToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumAttempts: 5 },
} as const;

/**
 * Tries of an ordinary activity, for ever, because the process cannot go on without it. They add nothing to the history
 * however many they are, and Temporal UI shows the activity as pending, with the reason of the last failure. The pauses
 * double, so that a process goes on after an outage at most about as long again as the outage has lasted, and after a
 * quarter of an hour at the latest.
 */
const TRIED_FOR_EVER = {
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '15 minutes' },
} as const;

/** Work in the world that the process does not wait for: each delivery has its own tries within two days (R-MSG-3). */
export const PATIENT_WORK: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '1 hour' },
};

/**
 * Short work in our own database that the process waits for: tried at once within the workflow task, and when that fails as
 * an ordinary activity until it succeeds. Both tries may run at the same time, as after any time-out, so the work must be
 * safe to repeat. No patch tells histories of earlier code apart: there, tries within the workflow task never ended in a
 * failure, so the ordinary activity is asked for only where this code made the tries.
 */
export function shortWork<Activities extends object>() {
  const atOnce = proxyLocalActivities<Activities>(TRIED_AT_ONCE);
  const forEver = proxyActivities<Activities>(TRIED_FOR_EVER);
  return new Proxy(atOnce, {
    get: (_, name) => {
      const tryAtOnce = workNamed(name, atOnce);
      const tryForEver = workNamed(name, forEver);
      return (...args: unknown[]) =>
        tryAtOnce(...args).catch((error: unknown) => {
          if (isCancellation(error) || isUnwritable(error)) throw error;
          return tryForEver(...args);
        });
    },
  });
}

/** The step can never be written, whoever tries it however often (`activities/unwritable-step.ts`). */
export const isUnwritable = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === UNWRITABLE_STEP;

type Work = (...args: readonly unknown[]) => Promise<unknown>;
const workNamed = (name: string | symbol, activities: object): Work => Reflect.get(activities, name);

export const { knownOutcome, refuseBeforeFirstStep } =
  shortWork<Pick<ProcessActivities, 'knownOutcome' | 'refuseBeforeFirstStep'>>();
export const { deliverMessages } = proxyActivities<Pick<ProcessActivities, 'deliverMessages'>>(PATIENT_WORK);
