import { expect, test } from '@jest/globals';
import type { FilingPasswordState, Order } from './order.ts';
import { filingPasswordRules } from './filing-password.ts';

const said = (filingPassword: FilingPasswordState | undefined): string[] =>
  filingPasswordRules({ filingPassword } as Order).map(({ severity, path, code }) => `${severity} ${path} ${code}`);

test.each<[FilingPasswordState | undefined, string[]]>([
  [undefined, []],
  ['RIGHT', []],
  ['NOBODY_CHECKS', []],
  ['NOT_GIVEN', ['BLOCKING filingPassword MISSING']],
  ['WRONG', ['BLOCKING filingPassword FILING_PASSWORD_WRONG']],
  ['TOO_OFTEN', ['UNCHECKED filingPassword FILING_PASSWORD_TOO_OFTEN']],
  ['NUMBER_UNKNOWN', ['UNCHECKED filingPassword FILING_PASSWORD_NOT_CHECKED']],
  ['OUTAGE', ['UNCHECKED filingPassword FILING_PASSWORD_NOT_CHECKED']],
  ['REFUSED', ['UNCHECKED filingPassword FILING_PASSWORD_NOT_CHECKED']],
])('a filing password that is %s leads to %j', (state, findings) => {
  expect(said(state)).toEqual(findings);
});
