/** Mainland mobile numbers (R-TEL-1 to R-TEL-3). Workflow code must not use this: the numbering data is large. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { present } from '../present.ts';

export type MobileCheck =
  /** `unsupportedPrefix` is set when MIIT's SMS may not reach the number. */
  | { ok: true; national: string; unsupportedPrefix?: string }
  | { ok: false; code: 'MOBILE_INVALID' | 'MOBILE_NOT_MOBILE'; advice: string };

/** Whether a number is a mainland mobile, and whether it begins with a prefix that the policy lists as unsupported. */
export function checkMobile(number: string, unsupportedPrefixes: readonly string[]): MobileCheck {
  const phone = read(number);
  if (phone?.country !== 'CN' || !phone.isValid() || phone.ext !== undefined) {
    return {
      ok: false,
      code: 'MOBILE_INVALID',
      advice: 'Give a mainland mobile number of 11 digits that is in use, such as 138 0013 8000.',
    };
  }
  if (phone.getType() !== 'MOBILE') {
    return {
      ok: false,
      code: 'MOBILE_NOT_MOBILE',
      advice: 'This is not a mobile number, so MIIT cannot send a code to it. Give a mobile number.',
    };
  }
  const national = phone.nationalNumber;
  const unsupportedPrefix = unsupportedPrefixes.find((prefix) => national.startsWith(prefix));
  return { ok: true, national, ...present({ unsupportedPrefix }) };
}

/**
 * The one spelling of a mainland mobile: its 11 digits (E.164 without `+86`), as MIIT and the SMS vendors take them. It may be typed with
 * country code, with a zero before it or `(0)`, in full width, and with any marks between the digits. Undefined for every other number.
 */
export function mainlandMobile(number: string): string | undefined {
  const checked = checkMobile(number, []);
  return checked.ok ? checked.national : undefined;
}

/** What two spellings of one number have in common; of a number that is no mainland mobile, its digits. */
export function comparableMobile(mobile: string | undefined): string | undefined {
  if (mobile === undefined) return undefined;
  const digits = mainlandMobile(mobile) ?? mobile.normalize('NFKC').replaceAll(/\D/g, '');
  return digits === '' ? undefined : digits;
}

/** Marks between digits say nothing (`138·0013·8000`); two numbers in one text have too many digits to be one. */
const read = (number: string) =>
  parsePhoneNumberFromString(
    number
      .normalize('NFKC')
      .replace(/\(\s*0\s*\)/, '')
      .replaceAll(/[^\p{L}\p{N}+]/gu, ' '),
    'CN',
  );
