/** The activities that a filing calls. */
import { proxyActivities } from '@temporalio/workflow';
import type { DutiesActivities, FilingActivities, StoredProcessActivities } from '../../activities/contract.ts';
import { PATIENT_WORK, shortWork } from '../engine/activity-options.ts';

export const shortActivities =
  shortWork<Pick<FilingActivities, 'record' | 'checkOrder' | 'draftIdleUntil' | 'businessDeadline'>>();

export const patientActivities = proxyActivities<
  Pick<FilingActivities, 'resendSms' | 'eraseDocuments'> & Pick<DutiesActivities, 'addObligations'>
>(PATIENT_WORK);

export const { storedFiling } = shortWork<Pick<StoredProcessActivities, 'storedFiling'>>();

/**
 * The hand-over is tried until the gateway answers, because nothing else may happen to the order meanwhile. A hundred scans
 * may take their time: as long as the worker says that it is at work, the try goes on.
 */
export const handOverActivities = proxyActivities<Pick<FilingActivities, 'handOver'>>({
  startToCloseTimeout: '3 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '15 minutes' },
});
