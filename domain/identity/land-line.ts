/** Office phones that MIIT's interface takes: land lines with area code (R-HO-2). Workflow code must not use this: the numbering data is large. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { officePhone } from './office-phone.ts';

/** In its one spelling, `0571-88880000-801`; undefined for every other number. */
export function landLine(typed: string): string | undefined {
  const spelled = officePhone(typed);
  const [, main] = /^(0\d{2,3}-\d{7,8})(-\d{1,6})?$/.exec(spelled) ?? [];
  const phone = main === undefined ? undefined : parsePhoneNumberFromString(main, 'CN');
  return phone?.isValid() === true && phone.getType() === 'FIXED_LINE' ? spelled : undefined;
}

export const LAND_LINE_ADVICE = 'Give a land line with its area code, such as 0571-88880000.';
