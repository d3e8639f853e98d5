/** The states of an order, verbatim from domain-spec §5.1. */

/** The seven drafting states; each names the first thing still missing (R-SM-9). */
export const DRAFTING_STAGES = [
  'DRAFT',
  'TYPE_DETERMINED',
  'INSTANCE_VERIFIED',
  'INFO_FILLED',
  'MATERIALS_PENDING',
  'AUTHENTICITY_PENDING',
  'CONFIRMATION',
] as const;
export type DraftingStage = (typeof DRAFTING_STAGES)[number];

export const STAGES = [
  ...DRAFTING_STAGES,
  'PRELIM_REVIEW',
  'PRELIM_APPROVED',
  'PRELIM_REJECTED',
  'PHOTO_PENDING',
  'BACKDROP_SHIPPING',
  'PHOTO_REVIEW',
  'PHOTO_REJECTED',
  'MAIL_PENDING',
  'MAIL_REVIEW',
  'READY_FOR_BUREAU',
  'SMS_PENDING',
  'SMS_RETURNED',
  'RESUBMIT_WAIT',
  'BUREAU_REVIEW',
  'BUREAU_REJECTED',
  'BUREAU_APPROVED',
  'COMPLETED',
  'ABANDONED',
  'EXPIRED',
  'RETURNED_FOR_TYPE',
] as const;
export type Stage = (typeof STAGES)[number];

/** States in which an order has ended; it does not change any more. */
export const ENDED_STAGES = ['COMPLETED', 'ABANDONED'] as const satisfies readonly Stage[];
const ENDED: ReadonlySet<Stage> = new Set(ENDED_STAGES);
export const hasEnded = (stage: Stage): boolean => ENDED.has(stage);

/** States in which the applicant owes a photo, or a face check instead of it. */
const PHOTO_STAGES: ReadonlySet<Stage> = new Set<Stage>(['PHOTO_PENDING', 'BACKDROP_SHIPPING', 'PHOTO_REJECTED']);
export const awaitsPhoto = (stage: Stage): boolean => PHOTO_STAGES.has(stage);

/** States in which the order holds its account's one place (R-ORD-11): all but these. */
export const PLACELESS_STAGES: readonly Stage[] = [...ENDED_STAGES, 'EXPIRED'];

/** States in which the customer corrects a returned order in place (R-SM-18). */
const CORRECTING: ReadonlySet<Stage> = new Set<Stage>(['PRELIM_REJECTED', 'BUREAU_REJECTED']);
export const isCorrecting = (stage: Stage): boolean => CORRECTING.has(stage);

const DRAFTING: ReadonlySet<Stage> = new Set(DRAFTING_STAGES);
export const isDrafting = (stage: Stage): stage is DraftingStage => DRAFTING.has(stage);

/** Whether the applicant may edit form and documents in this state without a reviewer's request. */
export const isEditable = (stage: Stage): boolean => isDrafting(stage) || isCorrecting(stage);

/** Who has to act next, as operators filter by it (search attribute `FilingWaitingOn`). */
export type WaitingOn = 'applicant' | 'reviewer' | 'courier' | 'miit' | 'bureau' | 'system' | 'nobody';
