/** Proof that a mobile belongs to somebody who knows of the order (`message.numberProof`). */
import type { PolicyValue } from '../policy/policy.ts';
import type { Instant } from '../time/instant.ts';

/** How numbers are proved, where policy wants it. */
export type NumberProofTerms = Exclude<PolicyValue<'message.numberProof'>, 'NOT_NEEDED'>;

const DAY_MS = 86_400_000;

/** Whether a proof of `provedAt` still holds. */
export const isProofValid = (
  provedAt: Instant | undefined,
  { at, validDays }: { at: Instant; validDays: number },
): boolean => provedAt !== undefined && provedAt + validDays * DAY_MS > at;
