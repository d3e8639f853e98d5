/**
 * Reads of personal data: one row says who looked at what of whom, through which door, how it was shown, and on which ground
 * . Rows hold opaque identifiers and codes, never data of people.
 */
import type { CallerRole } from '../role.ts';

/** The API, or the codec server, which shows payloads in Temporal UI. */
export const READ_DOORS = ['api', 'codec'] as const;
export type ReadDoor = (typeof READ_DOORS)[number];

/**
 * `LOOK_UPS`: the filing desk's questions about MIIT's record. `PAYLOADS`: what Temporal keeps of processes. `BUREAU_FILES`: files as a
 * bureau handed them out.
 */
export const READ_SUBJECTS = [
  'FORM',
  'SCAN',
  'MESSAGES',
  'RECORD',
  'ACCOUNT',
  'LOOK_UPS',
  'PAYLOADS',
  'BUREAU_FILES',
] as const;
export type ReadSubject = (typeof READ_SUBJECTS)[number];

export const READ_SHOWN = ['CLEAR', 'MASKED'] as const;
export type ReadShown = (typeof READ_SHOWN)[number];

/**
 * `OWN`: data of the reader's own account. `CLAIM`: the reader has claimed the order, or an order of the account. `REASON`: the
 * reader stated one. `WORK`: the work of the role consists of it. `NONE`: it was shown masked, which needs no ground.
 */
export const READ_GROUNDS = ['OWN', 'CLAIM', 'REASON', 'WORK', 'NONE'] as const;
export type ReadGround = (typeof READ_GROUNDS)[number];

/** Why somebody looks without a claim. Codes, so that no reason holds data of a person; the reference leads to the rest. */
export const READ_REASONS = [
  'SECOND_REVIEW',
  'CUSTOMER_ASKED',
  'COMPLAINT',
  'BUREAU_ASKED',
  'AUTHORITY_ASKED',
  'DATA_SUBJECT_REQUEST',
  'INCIDENT',
  'QUALITY_CHECK',
] as const;
export type ReadReason = (typeof READ_REASONS)[number];
export const isReadReason = (code: string): code is ReadReason => READ_REASONS.some((one) => one === code);

export interface StatedReason {
  code: ReadReason;
  /** Number of a ticket or letter of the provider. */
  reference?: string;
}

/** What is read. */
export interface Reading {
  subject: ReadSubject;
  orderId?: string;
  slot?: string;
  accountId?: string;
  recordNumber?: string;
  /** How many there are, where one row stands for several. */
  count?: number;
}

/** Who reads. */
export interface Reader {
  id: string;
  role: CallerRole;
  accountId?: string | undefined;
}

export interface Read extends Reading {
  door: ReadDoor;
  reader: Reader;
  shown: ReadShown;
  ground: ReadGround;
  reason?: StatedReason | undefined;
}

/** A reference is a number of the provider's own: nothing long enough to be a mobile or the number of a document. */
export const isReference = (text: string): boolean => /^[A-Za-z0-9._/-]{1,40}$/.test(text) && !/\d{11}/.test(text);
