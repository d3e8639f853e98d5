/** How long each kind of work may take and how it is tried again. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { FilingActivities } from '../../activities/contract.ts';

/**
 * Short work in our own database, run within the workflow task: one event instead of three. It is tried for ever, for
 * without it the filing cannot go on, and while Postgres is away nothing is lost. No outside party can hold it up: what
 * `checkOrder` looks up elsewhere ends in a bounded time, with facts or without, below the limit of one try.
 */
export const localActivities = proxyLocalActivities<
  Pick<FilingActivities, 'record' | 'checkOrder' | 'draftIdleUntil' | 'businessDeadline'>
>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Work in the world that the filing does not wait for: each delivery has its own tries within two days (R-MSG-3). */
export const patientActivities = proxyActivities<
  Pick<FilingActivities, 'deliverMessages' | 'resendSms' | 'eraseDocuments'>
>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumInterval: '1 hour' },
});

/** The hand-over is tried until the gateway answers: nothing else may happen to the order meanwhile. */
export const handOverActivities = proxyActivities<Pick<FilingActivities, 'handOver'>>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});
