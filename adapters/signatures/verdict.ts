/** The result of checking a signature. */

/** How far a sender's clock may be off, in seconds, either way. */
export const DEFAULT_TOLERANCE_SECONDS = 300;

export type SignatureProblem = 'MISSING' | 'MALFORMED' | 'TOO_OLD' | 'TOO_NEW' | 'WRONG_SIGNATURE' | 'REPLAYED';

/** A genuine request: when it was signed, in Unix seconds, and the text by which a repetition is recognised. */
export interface Genuine {
  timestamp: number;
  nonce: string;
}

export type Checked = Genuine | Exclude<SignatureProblem, 'MISSING' | 'REPLAYED'>;

/** Why a request signed at `timestamp` (Unix seconds) is out of time at `now` (milliseconds); undefined when it is in time. */
export function outOfTime(timestamp: number, now: number, toleranceSeconds: number): 'TOO_OLD' | 'TOO_NEW' | undefined {
  const age = Math.floor(now / 1000) - timestamp;
  if (age > toleranceSeconds) return 'TOO_OLD';
  return age < -toleranceSeconds ? 'TOO_NEW' : undefined;
}
