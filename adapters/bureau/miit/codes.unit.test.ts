/** Codes of answers and results, typed in from the specification of the interface. */
import { expect, test } from '@jest/globals';
import { resultCode } from '../../../domain/bureau/result-codes.ts';
import { returnCode } from './return-codes.ts';

test.each<[string, number[]]>([
  ['DONE', [0]],
  ['NOTHING', [1, 2]],
  ['MORE', [3]],
  ['PERSON', [4, 5, 6, 9, 10, 11, 12, 13, 19]],
  ['OUR_FAULT', [7, 8, 16, 17, 18, 21]],
  ['RESYNCHRONISE', [14]],
  ['RETRY', [15, 22, 901, 902, 999]],
  ['AT_OTHER_HOURS', [20]],
])('a call is %s after the codes %j', (what, codes) => {
  for (const code of codes) expect(returnCode(code)).toMatchObject({ code, class: what });
});

test('a code that the interface does not name is a matter for a person', () => {
  for (const code of [23, 500, -1]) expect(returnCode(code).class).toBe('PERSON');
  expect(resultCode(1069)).toBeUndefined();
});

test('A-185 every result code of the interface has its row', () => {
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  for (const code of [...between(1001, 1068), 1999, ...between(5001, 5011), 5999])
    expect(resultCode(code)).toMatchObject({
      code,
      meaning: { zh: expect.stringMatching(/./), en: expect.stringMatching(/./) },
    });
});

test.each<[number, string, string]>([
  [1004, 'CUSTOMER', 'websites.*.domain'],
  [1006, 'PROVIDER', 'instance'],
  [1009, 'CUSTOMER', 'people.*.email'],
  [1010, 'CUSTOMER', 'people.*.officePhone'],
  [1011, 'CUSTOMER', 'people.*.mobile'],
  [1014, 'CUSTOMER', 'entity.kind'],
  [1015, 'CUSTOMER', 'people.*.documentNumber'],
  [1017, 'CONFLICT', 'record'],
  [1020, 'CONFLICT', 'websites.*.name'],
  [1033, 'CUSTOMER', 'websites.*.preApprovals'],
  [1041, 'CUSTOMER', 'websites.*.homeUrl'],
  [1054, 'PROVIDER', ''],
  [1056, 'PROVIDER', 'documents'],
  [1060, 'SUCCESS', ''],
  [1062, 'SUCCESS', ''],
  [1063, 'PROVIDER', 'instance'],
  [1066, 'CUSTOMER', 'websites.*.languageCodes'],
  [5001, 'PROVIDER', ''],
])('A-185 code %i is a matter of the %s and points at %s', (code, what, field) => {
  const row = resultCode(code);
  expect(row?.class).toBe(what);
  expect(row?.fields[0] ?? '').toBe(field);
});
