/** The activities that a worker hosts, made from their dependencies. */
import { createBureauApplier } from './bureau/apply.ts';
import { createDownloadEffects } from './bureau/effects.ts';
import { createBureauFetcher } from './bureau/fetch.ts';
import { inARow } from './bureau/in-a-row.ts';
import { createBureauSender } from './bureau/send.ts';
import { createCheckOrder } from './filing/check-order.ts';
import type {
  BureauActivities,
  EndingActivities,
  FaceCheckActivities,
  FilingActivities,
  HousekeepingActivities,
  ProcessActivities,
  DutiesActivities,
  InspectionActivities,
  DocumentActivities,
  RedeliveryActivities,
  RetentionActivities,
  StoredProcessActivities,
} from './contract.ts';
import { createDeliverMessages } from './messages/deliver-messages.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createEndOrder } from './filing/end-order.ts';
import { createDocumentActivities } from './rounds/document-round.ts';
import { createWatchActivities } from './rounds/watch-round.ts';
import { createEraseDocuments } from './filing/erase-documents.ts';
import { createFaceCheckActivities } from './rounds/face-checks.ts';
import { createHandOver } from './filing/hand-over.ts';
import { createHousekeeping } from './rounds/housekeeping.ts';
import { createDutiesActivities } from './duties/duties.ts';
import { createInspectionActivities } from './inspection/inspection.ts';
import { createKnownOutcome } from './processes/known-outcome.ts';
import { createRefuseBeforeFirstStep } from './processes/refuse-before-first-step.ts';
import { createStoredProcesses } from './processes/stored-process.ts';
import { answering } from './unwritable-step.ts';
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
  InspectionActivities &
  FaceCheckActivities &
  RedeliveryActivities &
  HousekeepingActivities &
  BureauActivities &
  DocumentActivities &
  RetentionActivities;

export function createActivities(deps: ActivityDependencies): Activities {
  return {
    record: createRecord(deps),
    endOrder: createEndOrder(deps, createStepWriter(deps)),
    checkOrder: answering(createCheckOrder(deps)),
    draftIdleUntil: answering(createDraftIdleUntil(deps)),
    businessDeadline: answering(createBusinessDeadline(deps)),
    deliverMessages: createDeliverMessages(deps),
    knownOutcome: createKnownOutcome(deps),
    refuseBeforeFirstStep: createRefuseBeforeFirstStep(deps),
    handOver: createHandOver(deps),
    resendSms: createResendSms(deps),
    eraseDocuments: createEraseDocuments(deps),
    reopenMessage: createReopenMessage(deps),
    sendNextUpload: inARow(createBureauSender(deps)),
    fetchNextFile: inARow(createBureauFetcher(deps)),
    applyNextFile: inARow(createBureauApplier(deps, createDownloadEffects(deps))),
    ...createStoredProcesses(deps),
    ...createDutiesActivities(deps),
    ...createInspectionActivities(deps),
    ...createFaceCheckActivities(deps),
    ...createHousekeeping(deps),
    ...createDocumentActivities(deps),
    ...createWatchActivities(deps),
    ...createRetentionActivities(deps),
  };
}
