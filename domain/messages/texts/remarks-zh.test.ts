import { expect, test } from '@jest/globals';
import { PROVINCE_TABLE } from '../../policy/rows/province-table.ts';
import { remarkText } from './remarks-zh.ts';

test('every remark of a province is said in Chinese, with each of its numbers', () => {
  const remarks = new Set(PROVINCE_TABLE.flatMap(({ remarks: each }) => each));
  const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).toSorted().join();
  const wrong = [...remarks].filter((remark) => {
    const { zh } = remarkText(remark);
    return zh === remark || !/\p{Script=Han}/u.test(zh) || numbersIn(zh) !== numbersIn(remark);
  });
  expect(remarks.size).toBeGreaterThan(31);
  expect(wrong).toEqual([]);
});

test('a remark that an operator wrote is shown as it was written', () => {
  expect(remarkText('本省另需承诺书。')).toEqual({ zh: '本省另需承诺书。', en: '本省另需承诺书。' });
});
