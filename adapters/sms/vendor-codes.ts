/** What the codes of an SMS vendor mean for one message. Each vendor's table stands in a file of its own, with its sources. */
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { certificateFault, vendorCode } from '../error-code.ts';

export type Verdict =
  /** Passes by itself within minutes or hours. */
  | 'RETRY'
  /** This number has had as many SMS as it may get in a day; after midnight it passes by itself. */
  | 'TOMORROW'
  /** Account, keys, application, signature, template or a limit of ours: a person has to put it right, then the message goes. */
  | 'ASK_PERSON'
  /** This text cannot go to this number. */
  | 'REFUSED';

export interface VendorCode {
  /** As the vendor writes it; a family (`isp`, `InternalError`) stands for all of its codes that have no row of their own. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly meaning: string;
  readonly source: string;
}

export interface SmsVendor {
  readonly name: string;
  /** What to look at when the set-up is not in order. */
  readonly check: string;
  readonly codes: readonly VendorCode[];
}

/** What a code means. One that is in no row is taken for a fault of the set-up, which loses no message. */
export function verdictOn({ codes }: SmsVendor, code: string): Verdict {
  const [family] = code.split('.');
  const row = codes.find((each) => each.code === code) ?? codes.find((each) => each.code === family);
  return row?.verdict ?? 'ASK_PERSON';
}

/** The error that a code in the vendor's answer stands for. */
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

/** The error that a call stands for whose SDK has thrown: the vendor refused it, or did not answer. */
export function failure(vendor: SmsVendor, thrown: unknown): Error {
  const code = vendorCode(thrown);
  if (code !== undefined) return refusal(vendor, code, thrown);
  const fault = certificateFault(thrown);
  if (fault === undefined) return new RetryableError(`${vendor.name} could not be reached`, { cause: thrown });
  const advice = "check its address, this machine's authorities and its clock";
  return new AskPersonError(`${vendor.name} cannot be trusted, so nothing was sent (${fault}): ${advice}.`, fault, {
    cause: thrown,
  });
}
