/** The other side cannot be trusted: of every outside party this means the same. */
import { AskPersonError } from './delivery-faults.ts';
import { certificateFault } from './error-code.ts';

const ADVICE = "check its address, its certificate, this machine's authorities and its clock";

/**
 * The error for a call that ended because a certificate is not trusted or TLS could not be agreed upon; undefined for every other
 * fault. It is our set-up's or the party's: it does not pass by itself, nothing was sent, and somebody has to hear of it.
 *
 * @example
 * throw untrusted('object store', cause) ?? new RetryableError('the object store could not be reached', { cause });
 */
export function untrusted(party: string, cause: unknown): AskPersonError | undefined {
  const fault = certificateFault(cause);
  if (fault === undefined) return undefined;
  return new AskPersonError(`${party} cannot be trusted, so nothing was sent (${fault}): ${ADVICE}.`, fault, { cause });
}
