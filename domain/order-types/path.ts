/**
 * The path of an order from its submission to the bureau's decision (domain-spec §5.2 "States passed"). A filing keeps
 * the path of its submission in its own data, so a later change of a row does not affect filings under way.
 */

export const STOPS = [
  'REVIEW', // the provider's preliminary review
  'PHOTO', // photo or face check after the review, where somebody has to prove something there
  'MAIL', // paper originals, where bureau or reviewer want them
  'HAND_OVER', // second review and hand-over to the bureau
  'SMS', // MIIT's verification, where it is in scope
  'BUREAU', // the decision
] as const;
export type Stop = (typeof STOPS)[number];

export interface OrderPath {
  /** The stops that the path may make. Every path has hand-over and bureau. */
  stops: readonly Stop[];
  /** Who hands the order over: a second reviewer, or the system at the moment of the submission (R-SM-16). */
  handedOverBy: 'REVIEWER' | 'SYSTEM';
}

/** The path with every stop and a hand-over by a reviewer. Filings whose data names no path use it. */
export const WHOLE_PATH: OrderPath = { stops: STOPS, handedOverBy: 'REVIEWER' };

/** The path of an order since its submission. */
export const pathOf = ({ path }: { path?: OrderPath }): OrderPath => path ?? WHOLE_PATH;

/** Which of the optional stops an order has to make. */
export interface AskedOnTheWay {
  photo?: boolean;
  mail?: boolean;
  sms?: boolean;
}

/** The state in which an order stands at a stop. */
const STAGE_OF = {
  REVIEW: 'PRELIM_REVIEW',
  PHOTO: 'PHOTO_PENDING',
  MAIL: 'MAIL_PENDING',
  HAND_OVER: 'READY_FOR_BUREAU',
  SMS: 'SMS_PENDING',
  BUREAU: 'BUREAU_REVIEW',
} as const satisfies Record<Stop, string>;

/** The stops that may follow, in this order. The last stop is never skipped. */
const AFTER = {
  SUBMISSION: ['REVIEW', 'HAND_OVER'],
  REVIEW: ['PHOTO', 'MAIL', 'HAND_OVER'],
  PHOTO: ['MAIL', 'HAND_OVER'],
  MAIL: ['HAND_OVER'],
  HAND_OVER: ['SMS', 'BUREAU'],
  SMS: ['BUREAU'],
} as const satisfies Record<string, readonly Stop[]>;
type Departure = keyof typeof AFTER;
type StageAfter<From extends Departure> = (typeof STAGE_OF)[(typeof AFTER)[From][number]];

/** The state an order goes to after a stop: that of the next stop on its path that it has to make. */
export function nextOn<From extends Departure>(path: OrderPath, from: From, asked: AskedOnTheWay): StageAfter<From> {
  const candidates: readonly (typeof AFTER)[From][number][] = AFTER[from];
  const next = candidates.find((stop) => passes(path, stop) && isAsked(stop, asked));
  if (next === undefined) throw new Error(`the path of this order ends after ${from}`);
  return STAGE_OF[next];
}

export const passes = ({ stops }: OrderPath, stop: Stop): boolean => stops.includes(stop);

function isAsked(stop: Stop, { photo = false, mail = false, sms = false }: AskedOnTheWay): boolean {
  switch (stop) {
    case 'PHOTO':
      return photo;
    case 'MAIL':
      return mail;
    case 'SMS':
      return sms;
    case 'REVIEW':
    case 'HAND_OVER':
    case 'BUREAU':
      return true;
    default:
      return stop satisfies never;
  }
}
