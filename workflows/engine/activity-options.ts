/** How long each kind of work may take and how it is tried again. */
import {
  proxyActivities,
  proxyLocalActivities,
  type ActivityOptions,
  type LocalActivityOptions,
} from '@temporalio/workflow';
import type { ProcessActivities } from '../../activities/contract.ts';

/**
 * Short work in our own database, run within the workflow task: one event instead of three. It is tried for ever, because
 * the process cannot go on without it; while Postgres is away nothing is lost. No outside party can hold it up: an
 * activity's look-up elsewhere ends in a bounded time below the limit of one try, with or without facts.
 */
export const SHORT_WORK: LocalActivityOptions = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
};

/** Work in the world that the process does not wait for: each delivery has its own tries within two days (R-MSG-3). */
export const PATIENT_WORK: ActivityOptions = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '1 hour' },
};

export const { knownOutcome } = proxyLocalActivities<Pick<ProcessActivities, 'knownOutcome'>>(SHORT_WORK);
export const { deliverMessages } = proxyActivities<Pick<ProcessActivities, 'deliverMessages'>>(PATIENT_WORK);
