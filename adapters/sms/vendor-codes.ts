/** The meaning of an SMS vendor's codes for one message. Each vendor's table has a file of its own, with its sources. */
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { vendorCode } from '../error-code.ts';
import { untrusted } from '../untrusted.ts';

export type Verdict =
  /** Passes by itself within minutes or hours. */
  | 'RETRY'
  /** The number has reached its daily limit; this passes by itself after midnight. */
  | 'TOMORROW'
  /** A fault of account, keys, application, signature, template or our limits; after a person has corrected it, the message is sent. */
  | 'ASK_PERSON'
  /** This text can never be sent to this number. */
  | 'REFUSED';

export interface VendorCode {
  /** The vendor's code. A family (`isp`, `InternalError`) covers all its codes that have no row of their own. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly meaning: string;
  readonly source: string;
}

export interface SmsVendor {
  readonly name: string;
  /** What a person should check when the set-up has a fault. */
  readonly check: string;
  readonly codes: readonly VendorCode[];
}

/** The meaning of a code. A code without a row counts as a fault of the set-up, so that no message is lost. */
export function verdictOn({ codes }: SmsVendor, code: string): Verdict {
  const [family] = code.split('.');
  const row = codes.find((each) => each.code === code) ?? codes.find((each) => each.code === family);
  return row?.verdict ?? 'ASK_PERSON';
}

/** The error for a code in the vendor's answer. */
export function refusal(vendor: SmsVendor, code: string, cause?: unknown): Error {
  const { name, check } = vendor;
  const verdict = verdictOn(vendor, code);
  switch (verdict) {
    case 'RETRY':
      return new RetryableError(`${name} cannot take the message now (${code})`, { code, cause });
    case 'TOMORROW':
      return new RetryableError(`${name} takes no more for this number today (${code})`, {
        code,
        passes: 'TOMORROW',
        cause,
      });
    case 'REFUSED':
      return new PermanentError(`${name} refused the message (${code})`, code, { cause });
    case 'ASK_PERSON':
      return new AskPersonError(`${name} is not set up as it should be (${code}): check ${check}.`, code, { cause });
    default:
      return verdict satisfies never;
  }
}

/** The error for a value thrown by the vendor's SDK: the vendor refused the call, or did not answer. */
export function failure(vendor: SmsVendor, thrown: unknown): Error {
  const code = vendorCode(thrown);
  if (code !== undefined) return refusal(vendor, code, thrown);
  return untrusted(vendor.name, thrown) ?? new RetryableError(`${vendor.name} could not be reached`, { cause: thrown });
}
