/**
 * How a face check ends (R-AUTH-8). Vendors let a person try several times under one link, keep results for a while and
 * have faults of their own; the order counts only what the person failed.
 */
import { present } from '../present.ts';
import { instant, type Instant } from '../time/instant.ts';

/** Why a check ended without a pass. */
export const FACE_CHECK_CAUSES = [
  'PERSON', // the face, or name and number, are not those of the database: one of the three fails
  'NOT_POSSIBLE', // nothing to compare with: no further try can help, a reviewer may allow the photo at once
  'LINK_EXPIRED', // nobody came in time
  'TOO_OFTEN', // the vendor takes no further try of this person today
  'VENDOR_FAULT',
] as const;
export type FaceCheckCause = (typeof FACE_CHECK_CAUSES)[number];

/** `LEFT`: the person may try again under the same link. */
export type Tries = 'LEFT' | 'OVER';

/** A vendor's word about a check; `at` is missing where the vendor does not say when it took place. */
export type FaceCheckResult =
  | { status: 'PENDING' }
  | { status: 'PASS'; at?: Instant }
  | { status: 'FAIL'; cause: 'PERSON' | 'NOT_POSSIBLE'; reason: string; tries: Tries; at?: Instant }
  /** Ended, or will end, without saying anything about the person; counts as no fail. */
  | { status: 'EXPIRED'; cause: 'LINK_EXPIRED' | 'TOO_OFTEN' | 'VENDOR_FAULT'; reason: string; tries: Tries };

/** What a vendor's links are like, in minutes. */
export interface FaceCheckTerms {
  /** How long a link is good from its start. */
  linkMinutes: number;
  /** How long after that somebody who came in time may still be under way. */
  graceMinutes: number;
}

/** A check as it is known here; its instants are those of the wall clock, by which vendors go. */
export interface OpenFaceCheck {
  linkUntil: Instant;
  /** The person's browser came back, or the vendor called: no further try is on its way. */
  returned: boolean;
}

export type FaceCheckEnding =
  | { status: 'PASSED'; at?: Instant }
  | { status: 'FAILED'; cause: 'PERSON' | 'NOT_POSSIBLE'; reason: string; at?: Instant }
  | { status: 'EXPIRED'; cause: 'LINK_EXPIRED' | 'TOO_OFTEN' | 'VENDOR_FAULT'; reason: string };

const MINUTE_MS = 60_000;
const later = (at: Instant, minutes: number): Instant => instant(at + minutes * MINUTE_MS);

/**
 * What a vendor's word makes of a check; undefined when it goes on. A pass counts at any time. A fail counts when no
 * further try can follow: the person came back, the vendor takes no more, or the link is over.
 */
export function endingOf(
  { linkUntil, returned }: OpenFaceCheck,
  result: FaceCheckResult,
  { graceMinutes }: FaceCheckTerms,
  now: Instant,
): FaceCheckEnding | undefined {
  switch (result.status) {
    case 'PASS':
      return { status: 'PASSED', ...present({ at: result.at }) };
    case 'PENDING':
      return now < later(linkUntil, graceMinutes)
        ? undefined
        : { status: 'EXPIRED', cause: 'LINK_EXPIRED', reason: 'nobody took the check in time' };
    case 'FAIL': {
      if (mayTryAgain(result.tries)) return undefined;
      const { cause, reason, at } = result;
      return { status: 'FAILED', cause, reason, ...present({ at }) };
    }
    case 'EXPIRED':
      return mayTryAgain(result.tries) ? undefined : { status: 'EXPIRED', cause: result.cause, reason: result.reason };
    default:
      return result satisfies never;
  }

  function mayTryAgain(tries: Tries): boolean {
    return tries === 'LEFT' && !returned && now < linkUntil;
  }
}

/** Rounds of asking come once a minute; a little less, so that one that comes early misses nothing. */
const WHILE_THE_LINK_LIVES_MS = 0.75 * MINUTE_MS;
const AFTERWARDS_MS = 15 * MINUTE_MS;
/** How long vendors keep results: Tencent Cloud for 72 hours. */
const RESULTS_KEPT_MS = 72 * 60 * MINUTE_MS;

/** When to ask the vendor again. */
export const nextAsking = ({ linkUntil }: OpenFaceCheck, now: Instant): Instant =>
  instant(now + (now < linkUntil ? WHILE_THE_LINK_LIVES_MS : AFTERWARDS_MS));

/** Whether a vendor that could not be asked until now will not know the result any more. */
export const isForgotten = ({ linkUntil }: OpenFaceCheck, now: Instant): boolean => now > linkUntil + RESULTS_KEPT_MS;

/** Whether somebody who did not pass may have passed since, under the same link. */
export const mayStillPass = (
  { linkUntil }: OpenFaceCheck,
  cause: FaceCheckCause | undefined,
  { graceMinutes }: FaceCheckTerms,
  now: Instant,
): boolean => (cause === 'PERSON' || cause === 'VENDOR_FAULT') && now < later(linkUntil, graceMinutes);
