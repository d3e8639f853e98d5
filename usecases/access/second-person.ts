/** Four eyes: what one person asked for is done when another one agrees. */
import { refusal, type KnownRefusal } from '../refusal.ts';
import type { Caller } from './caller.ts';

/**
 * Returns the request that the caller may agree to.
 *
 * @param unasked with which code it is refused when nobody has asked
 */
export function agreeable<Request extends { askedBy: string }>(
  asked: Request | undefined,
  caller: Caller,
  unasked: KnownRefusal,
): Request {
  if (asked === undefined) throw refusal(unasked);
  if (asked.askedBy === caller.id) throw refusal('SAME_PERSON');
  return asked;
}
