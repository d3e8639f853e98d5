import { expect, test } from '@jest/globals';
import { csvOf } from './csv.ts';

test('a table as CSV keeps commas, quotes and line breaks within their cell, and says that it is UTF-8', () => {
  expect(
    csvOf([
      ['原因', 'a,b'],
      ['say "no"', 3],
    ]),
  ).toBe('\uFEFF原因,"a,b"\r\n"say ""no""",3\r\n');
});

test.each(['=1+1', '+86', '-1', '@sum'])('a spreadsheet does not take %s for a formula', (cell) => {
  expect(csvOf([[cell]])).toBe(`\uFEFF'${cell}\r\n`);
});
