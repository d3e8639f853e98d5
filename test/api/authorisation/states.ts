/** The states an order stands in (domain-spec §5.1), typed in, and what they have in common for the tables beside this file. */
export const DRAFTING = [
  'DRAFT',
  'TYPE_DETERMINED',
  'INSTANCE_VERIFIED',
  'INFO_FILLED',
  'MATERIALS_PENDING',
  'AUTHENTICITY_PENDING',
  'CONFIRMATION',
] as const;
/** Corrected in place (R-SM-18). */
export const CORRECTING = ['PRELIM_REJECTED', 'BUREAU_REJECTED'] as const;
/** The applicant owes the photo. */
export const PHOTO_OWED = ['PHOTO_PENDING', 'BACKDROP_SHIPPING', 'PHOTO_REJECTED'] as const;
/** A reviewer acts. */
export const REVIEWED = ['PRELIM_REVIEW', 'PHOTO_REVIEW', 'MAIL_REVIEW', 'READY_FOR_BUREAU'] as const;
/** With MIIT or the bureau: locked (R-SM-4). */
export const LOCKED = ['SMS_PENDING', 'BUREAU_REVIEW', 'BUREAU_APPROVED'] as const;
export const CAME_BACK = ['SMS_RETURNED', 'RESUBMIT_WAIT'] as const;
export const ENDED = ['COMPLETED', 'ABANDONED'] as const;

/** Every state that is not ended; the two routing states are passed in no time. */
export const OPEN = [
  ...DRAFTING,
  ...CORRECTING,
  ...PHOTO_OWED,
  ...REVIEWED,
  'MAIL_PENDING',
  ...LOCKED,
  ...CAME_BACK,
  'EXPIRED',
] as const;
export const STATES = [...OPEN, ...ENDED] as const;
export type State = (typeof STATES)[number];
export const PASSED_THROUGH = ['PRELIM_APPROVED', 'RETURNED_FOR_TYPE'] as const;

/** All states of `states` but some. */
export const but = (states: readonly State[], ...without: readonly State[]): State[] =>
  states.filter((state) => !without.includes(state));
