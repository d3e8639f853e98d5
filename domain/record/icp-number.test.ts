import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROVINCES } from '../order/form.ts';
import { parseIcpNumber } from './icp-number.ts';

test.each([
  ['粤ICP备12345678号', { kind: 'ENTITY', province: 'GD', serial: '12345678' }],
  ['粤ICP备12345678号-1', { kind: 'WEBSITE', province: 'GD', serial: '12345678', suffix: 1 }],
  ['鄂ICP备2021001858号-7', { kind: 'WEBSITE', province: 'HB', serial: '2021001858', suffix: 7 }],
  ['蜀ICP备2026007879号-1', { kind: 'WEBSITE', province: 'SC', serial: '2026007879', suffix: 1 }],
  ['粤ICP备2026012345号-2A', { kind: 'APP', province: 'GD', serial: '2026012345', suffix: 2 }],
  ['粤ICP备2026012345号-1X', { kind: 'MINI_PROGRAM', province: 'GD', serial: '2026012345', suffix: 1 }],
  ['粤B2-20090059-1', { kind: 'LICENCE', province: 'GD', text: '粤B2-20090059-1' }],
  ['京ICP证030173号', { kind: 'LICENCE', province: 'BJ', text: '京ICP证030173号' }],
  ['贵ICP备12345678号-1', { kind: 'WEBSITE', province: 'GZ', serial: '12345678', suffix: 1 }],
  ['陇ICP备12345678号', { kind: 'ENTITY', province: 'GS', serial: '12345678' }],
])('A-178 %s is read as %j', (text, parsed) => {
  expect(parseIcpNumber(text)).toEqual(parsed);
});

test('A-178 full-width letters, small letters and spaces make no difference', () => {
  expect(parseIcpNumber(' 粤ＩＣＰ备１２３４５６７８号－１ ')).toEqual(parseIcpNumber('粤icp备12345678号-1'));
});

test('A-178 apps, mini-programs and licences are never a website filing', () => {
  for (const text of ['粤ICP备2026012345号-2A', '粤ICP备2026012345号-1X', '粤B2-20090059-1', '京ICP证030173号']) {
    expect(parseIcpNumber(text)?.kind).not.toBe('WEBSITE');
  }
});

test.each([
  '粤ICP备123456789号',
  '粤ICP备12345678',
  '美ICP备12345678号',
  'ICP备12345678号',
  '粤公网安备12345678号',
  '',
])('A-178 %s is no number', (text) => {
  expect(parseIcpNumber(text)).toBeUndefined();
});

test('A-178 every province has a letter, and a printed number can be read back', () => {
  const letters = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝蜀黔滇藏陕陇青宁新';
  const provinces = Array.from(letters, (letter) => parseIcpNumber(`${letter}ICP备12345678号`)?.province);
  expect(new Set(provinces)).toEqual(new Set(PROVINCES));
  fc.assert(
    fc.property(
      fc.constantFrom(...Array.from(letters)),
      fc.integer({ min: 10_000_000, max: 99_999_999 }),
      fc.nat(999),
      (letter, serial, suffix) => {
        expect(parseIcpNumber(`${letter}ICP备${serial}号-${suffix}`)).toMatchObject({ serial: String(serial), suffix });
      },
    ),
  );
});
