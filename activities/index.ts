/** The activities a worker hosts, made from what they reach the world with. */
import { createCheckOrder } from './check-order.ts';
import type {
  FaceCheckActivities,
  FilingActivities,
  HousekeepingActivities,
  ObligationActivities,
  RedeliveryActivities,
} from './contract.ts';
import { createDeliverMessages } from './deliver-messages.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { createEraseDocuments } from './erase-documents.ts';
import { createFaceCheckActivities } from './face-checks.ts';
import { createHandOver } from './hand-over.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createObligationActivities } from './obligations.ts';
import { createRecord } from './record.ts';
import { createReopenMessage } from './reopen-message.ts';
import { createResendSms } from './resend-sms.ts';
import { createBusinessDeadline, createDraftIdleUntil } from './terms.ts';

export type Activities = FilingActivities &
  ObligationActivities &
  FaceCheckActivities &
  RedeliveryActivities &
  HousekeepingActivities;

export function createActivities(deps: ActivityDependencies): Activities {
  return {
    record: createRecord(deps),
    checkOrder: createCheckOrder(deps),
    draftIdleUntil: createDraftIdleUntil(deps),
    businessDeadline: createBusinessDeadline(deps),
    deliverMessages: createDeliverMessages(deps),
    handOver: createHandOver(deps),
    resendSms: createResendSms(deps),
    eraseDocuments: createEraseDocuments(deps),
    reopenMessage: createReopenMessage(deps),
    ...createObligationActivities(deps),
    ...createFaceCheckActivities(deps),
    ...createHousekeeping(deps),
  };
}
