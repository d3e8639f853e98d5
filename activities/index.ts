/** The activities that a worker hosts, made from their dependencies. */
import { createCheckOrder } from './filing/check-order.ts';
import type {
  EndingActivities,
  FaceCheckActivities,
  FilingActivities,
  HousekeepingActivities,
  ProcessActivities,
  DutiesActivities,
  DocumentActivities,
  RedeliveryActivities,
  RetentionActivities,
  StoredProcessActivities,
} from './contract.ts';
import { createDeliverMessages } from './messages/deliver-messages.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createEndOrder } from './filing/end-order.ts';
import { createDocumentActivities } from './rounds/document-round.ts';
import { createEraseDocuments } from './filing/erase-documents.ts';
import { createFaceCheckActivities } from './rounds/face-checks.ts';
import { createHandOver } from './filing/hand-over.ts';
import { createHousekeeping } from './rounds/housekeeping.ts';
import { createDutiesActivities } from './duties/duties.ts';
import { createKnownOutcome } from './processes/known-outcome.ts';
import { createStoredProcesses } from './processes/stored-process.ts';
import { createRetentionActivities } from './rounds/retention-round.ts';
import { createRecord, createStepWriter } from './filing/record-step.ts';
import { createReopenMessage } from './messages/reopen-message.ts';
import { createResendSms } from './filing/resend-sms.ts';
import { createBusinessDeadline, createDraftIdleUntil } from './filing/terms.ts';

export type Activities = ProcessActivities &
  StoredProcessActivities &
  EndingActivities &
  FilingActivities &
  DutiesActivities &
  FaceCheckActivities &
  RedeliveryActivities &
  HousekeepingActivities &
  DocumentActivities &
  RetentionActivities;

export function createActivities(deps: ActivityDependencies): Activities {
  return {
    record: createRecord(deps),
    endOrder: createEndOrder(deps, createStepWriter(deps)),
    checkOrder: createCheckOrder(deps),
    draftIdleUntil: createDraftIdleUntil(deps),
    businessDeadline: createBusinessDeadline(deps),
    deliverMessages: createDeliverMessages(deps),
    knownOutcome: createKnownOutcome(deps),
    handOver: createHandOver(deps),
    resendSms: createResendSms(deps),
    eraseDocuments: createEraseDocuments(deps),
    reopenMessage: createReopenMessage(deps),
    ...createStoredProcesses(deps),
    ...createDutiesActivities(deps),
    ...createFaceCheckActivities(deps),
    ...createHousekeeping(deps),
    ...createDocumentActivities(deps),
    ...createRetentionActivities(deps),
  };
}
