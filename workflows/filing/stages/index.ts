/** Every state of the lifecycle with the stage that runs it. */
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import type { AnyStage } from '../stage.ts';
import { bureauApproved, bureauReview } from './bureau.ts';
import { bureauRejected, preliminaryRejected } from './correction.ts';
import {
  authenticityPending,
  confirmation,
  draft,
  infoFilled,
  instanceVerified,
  materialsPending,
  typeDetermined,
} from './drafting.ts';
import { abandoned, completed, expired, returnedForType } from './end.ts';
import { readyForBureau } from './hand-over.ts';
import { mailPending, mailReview } from './mail.ts';
import { backdropShipping, photoPending, photoRejected, photoReview } from './photo.ts';
import { preliminaryApproved, preliminaryReview } from './preliminary-review.ts';
import { smsPending } from './sms-verification.ts';
import { resubmitWait, smsReturned } from './sms-return.ts';

export const stages: Readonly<Record<Stage, AnyStage>> = {
  DRAFT: draft,
  TYPE_DETERMINED: typeDetermined,
  INSTANCE_VERIFIED: instanceVerified,
  INFO_FILLED: infoFilled,
  MATERIALS_PENDING: materialsPending,
  AUTHENTICITY_PENDING: authenticityPending,
  CONFIRMATION: confirmation,
  PRELIM_REVIEW: preliminaryReview,
  PRELIM_APPROVED: preliminaryApproved,
  PRELIM_REJECTED: preliminaryRejected,
  PHOTO_PENDING: photoPending,
  BACKDROP_SHIPPING: backdropShipping,
  PHOTO_REVIEW: photoReview,
  PHOTO_REJECTED: photoRejected,
  MAIL_PENDING: mailPending,
  MAIL_REVIEW: mailReview,
  READY_FOR_BUREAU: readyForBureau,
  SMS_PENDING: smsPending,
  SMS_RETURNED: smsReturned,
  RESUBMIT_WAIT: resubmitWait,
  BUREAU_REVIEW: bureauReview,
  BUREAU_REJECTED: bureauRejected,
  BUREAU_APPROVED: bureauApproved,
  COMPLETED: completed,
  ABANDONED: abandoned,
  EXPIRED: expired,
  RETURNED_FOR_TYPE: returnedForType,
};
