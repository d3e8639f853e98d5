/**
 * How a face check ends (R-AUTH-8). Vendors allow several tries under one link, keep results for a while, and have faults of
 * their own. The order counts only fails of the person.
 */
import { present } from '../present.ts';
import { instant, type Instant } from '../time/instant.ts';

/** Why a check ended without a pass. */
export const FACE_CHECK_CAUSES = [
  'PERSON', // face, name or number do not match the database: one of the three fails
  'NOT_POSSIBLE', // the database has nothing to compare with: no further try can help, a reviewer may allow the photo at once
  'LINK_EXPIRED', // nobody took the check in time
  'TOO_OFTEN', // the vendor accepts no further try of this person today
  'VENDOR_FAULT',
] as const;
export type FaceCheckCause = (typeof FACE_CHECK_CAUSES)[number];

/** `LEFT`: the person may try again under the same link. */
export type Tries = 'LEFT' | 'OVER';

/** A vendor's answer about a check; `at` is missing where the vendor does not say when the check took place. */
export type FaceCheckResult =
  | { status: 'PENDING' }
  | { status: 'PASS'; at?: Instant }
  | { status: 'FAIL'; cause: 'PERSON' | 'NOT_POSSIBLE'; reason: string; tries: Tries; at?: Instant }
  /** The check ended, or will end, without a result about the person; it is not a fail. */
  | { status: 'EXPIRED'; cause: 'LINK_EXPIRED' | 'TOO_OFTEN' | 'VENDOR_FAULT'; reason: string; tries: Tries };

/** How long a vendor's links are valid, in minutes. */
export interface FaceCheckTerms {
  /** How long a link is valid from its start. */
  linkMinutes: number;
  /** How long after that a person who started in time may still need to finish. */
  graceMinutes: number;
}

/** An open check. Its instants are wall-clock times, because vendors count by the wall clock. */
export interface OpenFaceCheck {
  linkUntil: Instant;
  /** The person's browser came back, or the vendor called: no further try is in progress. */
  returned: boolean;
}

export type FaceCheckEnding =
  | { status: 'PASSED'; at?: Instant }
  | { status: 'FAILED'; cause: 'PERSON' | 'NOT_POSSIBLE'; reason: string; at?: Instant }
  | { status: 'EXPIRED'; cause: 'LINK_EXPIRED' | 'TOO_OFTEN' | 'VENDOR_FAULT'; reason: string };

const MINUTE_MS = 60_000;
const later = (at: Instant, minutes: number): Instant => instant(at + minutes * MINUTE_MS);

/**
 * How a check ends after a vendor's answer; undefined when the check goes on. A pass counts at any time. A fail counts when no
 * further try can follow: the person came back, the vendor accepts no more tries, or the link has expired.
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

/** Rounds run once a minute; this is a little shorter, so that a round that runs early misses no check. */
const WHILE_THE_LINK_LIVES_MS = 0.75 * MINUTE_MS;
const AFTERWARDS_MS = 15 * MINUTE_MS;
/** How long vendors keep results: Tencent Cloud for 72 hours. */
const RESULTS_KEPT_MS = 72 * 60 * MINUTE_MS;

/** When to ask the vendor again. */
export const nextAsking = ({ linkUntil }: OpenFaceCheck, now: Instant): Instant =>
  instant(now + (now < linkUntil ? WHILE_THE_LINK_LIVES_MS : AFTERWARDS_MS));

/** Whether the vendor has deleted the result by now; this matters when the vendor could not be asked for days. */
export const isForgotten = ({ linkUntil }: OpenFaceCheck, now: Instant): boolean => now > linkUntil + RESULTS_KEPT_MS;

/** Whether a person who did not pass may have passed since then, under the same link. */
export const mayStillPass = (
  { linkUntil }: OpenFaceCheck,
  cause: FaceCheckCause | undefined,
  { graceMinutes }: FaceCheckTerms,
  now: Instant,
): boolean => (cause === 'PERSON' || cause === 'VENDOR_FAULT') && now < later(linkUntil, graceMinutes);
