/** Telephone numbers of offices as they are printed in this country: `020-87628386`. Workflow code must not use this: the numbering data is large. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { plainHyphens } from './document-number.ts';
import { mainlandMobile } from './mobile.ts';

/**
 * Area code, hyphen, number, and a hyphen before an extension, however it is typed; a mobile is its eleven digits. What is no such number
 * (a hotline such as 12381, two numbers, a sentence) stays as it is.
 */
export function officePhone(typed: string): string {
  const text = plainHyphens(typed.normalize('NFKC')).replace(/\s*转\s*/u, ' ext. ');
  const phone = parsePhoneNumberFromString(text, 'CN');
  if (phone?.country !== 'CN' || !phone.isValid()) return typed;
  if (phone.getType() !== 'FIXED_LINE') return mainlandMobile(typed) ?? typed;
  const { ext } = phone;
  const [area = '', ...number] = phone
    .formatNational()
    .replace(/ ext\..*$/, '')
    .split(' ');
  return [area, number.join(''), ...(ext === undefined ? [] : [ext])].join('-');
}
