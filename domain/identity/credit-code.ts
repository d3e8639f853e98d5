/** Unified social credit codes (统一社会信用代码, GB 32100-2015; R-USC-1 to R-USC-3). */
import type { Province } from '../order/form.ts';
import { provinceOfDistrict } from './resident-id.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = /^[0-9A-HJ-NP-RTUW-Y]{18}$/;

export type CreditCodeCheck = { ok: true } | { ok: false; severity: 'ERROR' | 'WARNING'; code: string; advice: string };

/** A wrong form is an error. A failed check character is only a warning, because some real codes fail it (R-USC-2). */
export function checkCreditCode(code: string): CreditCodeCheck {
  const text = code.trim().toUpperCase();
  if (/^\d{15}$/.test(text)) {
    return {
      ok: false,
      severity: 'WARNING',
      code: 'REGISTRATION_NUMBER_OLD',
      advice:
        'This is a registration number from before 2015. Most bureaus ask for the new licence with its 18-character code.',
    };
  }
  if (!FORM.test(text)) {
    return {
      ok: false,
      severity: 'ERROR',
      code: 'CREDIT_CODE_FORM',
      advice:
        'A unified social credit code has 18 digits and letters (no I, O, S, V, Z). Compare it with the certificate.',
    };
  }
  if (text.endsWith(creditCheckCharacter(text))) return { ok: true };
  return {
    ok: false,
    severity: 'WARNING',
    code: 'CREDIT_CODE_CHECK',
    advice:
      'The check character does not fit. Compare the code with the certificate; the reviewer compares it with the scan.',
  };
}

/** The province of the registry, digits 3 and 4; undefined for other numbers and for registries of the whole country (R-USC-1). */
export function registryProvince(code: string): Province | undefined {
  const text = code.trim().toUpperCase();
  return FORM.test(text) ? provinceOfDistrict(text.slice(2, 8)) : undefined;
}

/** The 18th character for the first 17: weights are the powers of 3 modulo 31. */
export function creditCheckCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}
