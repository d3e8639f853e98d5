/** Mainland mobile numbers (R-TEL-1 to R-TEL-3). Workflow code must not use this: the numbering data is large. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { present } from '../present.ts';

export type MobileCheck =
  /** `unsupportedPrefix` is set when MIIT's SMS may not reach the number. */
  | { ok: true; national: string; unsupportedPrefix?: string }
  | { ok: false; code: 'MOBILE_INVALID' | 'MOBILE_NOT_MOBILE'; advice: string };

/** Whether a number is a mainland mobile, and whether it begins with a prefix that the policy lists as unsupported. */
export function checkMobile(number: string, unsupportedPrefixes: readonly string[]): MobileCheck {
  const phone = parsePhoneNumberFromString(number, 'CN');
  if (phone === undefined || phone.country !== 'CN' || !phone.isValid()) {
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

/** Digits of a mobile without country code, so that `+86 138…` and `138…` are one number. */
export function comparableMobile(mobile: string | undefined): string | undefined {
  const digits = mobile?.replaceAll(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  return digits === '' ? undefined : digits;
}
