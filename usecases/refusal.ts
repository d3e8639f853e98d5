/**
 * How a use case refuses: with a code for programs, a sentence that says what to do, and the items concerned. A refusal
 * knows neither HTTP nor pages; the API turns it into a problem document (`api/http/refusals.ts`).
 */
import type { Finding } from '../domain/finding.ts';
import type { Choice } from '../domain/order-types/beside-an-order.ts';
import { refusals } from '../domain/refusal.ts';

/** The codes with which a use case itself refuses, besides those of a filing (`domain/refusal.ts`). */
export const useCaseRefusals = {
  NOT_YOURS_TO_DO: 'Your role may not do this.',
  NO_ENDING_REQUEST: 'Nobody has asked within the last day to end this order.',
  NO_ERASURE_REQUEST: 'Nobody has asked for this erasure within the last day, or it was answered.',
  MUST_BE_KEPT: 'This may not be erased yet; see errors.',
  FILING_RUNS:
    'The filing of this order runs. Cancel the order with operatorCancel and consentToCancel; while it is with the bureau, the decision of the bureau ends it.',
  READ_REASON_NEEDED:
    'This shows data of people in clear. Claim the order, or state why you look in the header Beian-Read-Reason.',
  NOT_FOUND: 'There is no such thing here.',
  ORDER_NOT_FOUND: 'There is no such order.',
  RECORD_NOT_HERE: 'Your account has no record of this number here.',
  KEY_REUSED: 'This key was used for another request. Use a new one.',
  NOT_EDITABLE: 'The order cannot be edited in the state it is in.',
  ON_RECORD:
    'This order changes nothing that stands in the record. Open a change order at the provider that filed it; see errors.',
  ACCOUNT_UNKNOWN:
    'The provider does not know this account yet. Register it, have it verified and try again (R-ACC-3).',
  ACCOUNT_NOT_VERIFIED: 'This account is not verified yet. Have its identity verified and try again (R-ACC-3).',
  CONFLICT: 'This contradicts what is there already.',
  ERASED: "The order's personal data was erased.",
  USE_PHONE:
    'Certificates are photographed by phone here. Scan the code with the phone and go on with the order there; what you do there appears on the computer.',
  VERSION_CHANGED: 'Somebody else has saved meanwhile. Read it again and repeat your change.',
  INVALID: 'Some values are missing or not of the right form; see errors.',
  FILE_REFUSED: 'The file cannot be accepted; see errors.',
  TOO_MANY_VERSIONS: 'This slot keeps as many versions as it may. The image that is in it stays.',
  STORAGE_FULL: 'The images of this order or account take as much room as they may.',
  FACE_CHECK_REFUSED: 'No face check can be opened for this person; see errors.',
  NOT_COVERED: 'The calendar does not cover these days yet.',
  TOO_MANY: 'Too many requests. Wait a moment.',
  UNAVAILABLE: 'Beian cannot do this right now. Try again in a moment; under the same key nothing is done twice.',
} as const;

const sentences = { ...refusals, ...useCaseRefusals };
export type KnownRefusal = keyof typeof sentences;

export interface RefusalDetails {
  /** Instead of the code's own sentence. */
  title?: string;
  detail?: string | undefined;
  findings?: readonly Finding[] | undefined;
  /** The order that blocks this one. */
  order?: string;
  /** What the customer may do about that order. */
  choices?: readonly Choice[];
  /** After how many seconds another try may help. */
  retryAfter?: number;
  /** The code by which the order goes on at a phone. */
  handOff?: { code: string; expiresAt: string };
  /** The present version, which somebody else has saved. */
  version?: number;
}

/** Thrown by use cases; nothing was changed unless the use case says so. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly details: Omit<RefusalDetails, 'title'>;

  constructor(code: string, sentence: string, details: Omit<RefusalDetails, 'title'> = {}) {
    super(sentence);
    this.code = code;
    this.details = details;
  }
}

/**
 * @example
 * throw refusal('NOT_FOUND', { detail: 'There is no document in this slot.' });
 */
export const refusal = (code: KnownRefusal, { title, ...details }: RefusalDetails = {}): Refusal =>
  new Refusal(code, title ?? sentences[code], details);

/** A refusal with the code and sentence of its first finding. */
export function refusalFor(findings: readonly [Finding, ...Finding[]]): Refusal {
  const [{ code, advice }] = findings;
  return new Refusal(code, advice, { findings });
}
