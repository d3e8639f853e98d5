/** Reports of addresses as documents, against the elements that the specification names (V3.0 §2.10). */
import { expect, test } from '@jest/globals';
import type { AddressToReport } from '../../../../domain/bureau/address-to-report.ts';
import { addressDocument } from './address-document.ts';

const SENDER = { version: 'V.3.0', ispId: '330000009999' };
/** 203.0.113.0 and 203.0.113.255 as the interface writes addresses. */
const RANGE = '<Qsip>3405803776</Qsip><Zzip>3405804031</Zzip>';
const range = { from: '203.0.113.0', to: '203.0.113.255' };
const use = { usage: 'STATIC', since: '2026-03-01' } as const;
const user = {
  name: '示例公司',
  nature: 4,
  place: { province: '330000', city: '330100', address: '示例路1号' },
  contact: { name: '张三', telephone: '0571-88880000', email: 'net@example.cn' },
};
const USER =
  '<Dwmc>示例公司</Dwmc><Dwxz>4</Dwxz><Shengid>330000</Shengid><Shiid>330100</Shiid><Xxdz>示例路1号</Xxdz><Lxrxm>张三</Lxrxm><Lxrdh>0571-88880000</Lxrdh><Lxrdzyj>net@example.cn</Lxrdzyj>';

test.each<[AddressToReport, string]>([
  [
    { kind: 'SOURCE', ...range, unit: '110000000001' },
    `<XZBA><Xzly><Ly><IspId>7</IspId>${RANGE}<Lydw>110000000001</Lydw></Ly></Xzly></XZBA>`,
  ],
  [
    { kind: 'OWN_USE', ...range, ...use },
    `<XZBA><Xzfp><Fpsy><IspId>7</IspId>${RANGE}<Fpfs>3</Fpfs><Syfs>1</Syfs><Fprq>2026-03-01</Fprq></Fpsy></Xzfp></XZBA>`,
  ],
  [
    { kind: 'USED_BY_CUSTOMER', ...range, ...use, user },
    `<XZBA><Xzfp><Fpsy><IspId>7</IspId>${RANGE}<Fpfs>1</Fpfs><Syfs>1</Syfs><Fprq>2026-03-01</Fprq>${USER}</Fpsy></Xzfp></XZBA>`,
  ],
  [
    { kind: 'ALLOCATED_FURTHER', ...range, unit: '330000000001' },
    `<XZBA><Xzfp><Fpsy><IspId>7</IspId>${RANGE}<Fpfs>2</Fpfs><Fpdx>330000000001</Fpdx></Fpsy></Xzfp></XZBA>`,
  ],
  [{ kind: 'RESERVED', ...range }, `<XZBA><Xzfp><Fpsy><IspId>7</IspId>${RANGE}<Fpfs>4</Fpfs></Fpsy></Xzfp></XZBA>`],
  [
    { kind: 'BROADCAST', ...range, announcing: '110000000001', applying: '330000009999' },
    `<XZBA><Xzgbjs><Jsxx><IspId>7</IspId><Gbdw>110000000001</Gbdw><Sqdw>330000009999</Sqdw>${RANGE}</Jsxx></Xzgbjs></XZBA>`,
  ],
])('$kind is reported in its own group', (added, xml) => {
  expect(addressDocument(SENDER, { account: 'zhejiang', added, own: '7' })).toBe(
    `<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><IP>${xml}<Qqdwid>330000009999</Qqdwid></IP></UploadData>`,
  );
});

test('addresses that a customer brings along name their source and their gateway', () => {
  const added: AddressToReport = {
    kind: 'BROUGHT_ALONG',
    ...range,
    ...use,
    user,
    forwards: false,
    gateway: { address: '203.0.113.1', place: '示例机房' },
    source: { name: '示例来源' },
  };
  const xml = addressDocument(SENDER, { account: 'zhejiang', added, own: '7' });
  expect(xml).toContain(`<Zdip><Zdxx><IspId>7</IspId>${RANGE}`);
  expect(xml).toContain(USER);
  expect(xml).toContain('<Ly_dwlx>0</Ly_dwlx><Lydw><Ly_dwmc>示例来源</Ly_dwmc></Lydw>');
});

test('a range is taken back by the id of the bureau', () => {
  expect(addressDocument(SENDER, { account: 'zhejiang', removed: 'OWN_USE', id: '812345' })).toContain(
    '<SCBA><Scfp><Fpsy><Id>812345</Id></Fpsy></Scfp></SCBA>',
  );
});
