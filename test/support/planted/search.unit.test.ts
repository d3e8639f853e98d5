/** The search must find what it is used to miss: each spelling, and each beginning within Base64. */
import { expect, test } from '@jest/globals';
import { searchFor } from './search.ts';

const NAME = '闻人乙丙';
const search = searchFor([
  { field: 'name', text: NAME },
  { field: 'mobile', text: '13976410007' },
]);
const around = (middle: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from('before '), Buffer.from(middle), Buffer.from(' after')]);

test.each([
  ['UTF-8', NAME],
  ['UTF-16', Buffer.from(NAME, 'utf16le')],
  ['GBK', Buffer.from([0xce, 0xc5, 0xc8, 0xcb, 0xd2, 0xd2, 0xb1, 0xfb])],
  ['JSON escapes', '\\u95fb\\u4eba\\u4e59\\u4e19'],
  ['JSON escapes in capitals', '\\u95FB\\u4EBA\\u4E59\\u4E19'],
  ['JSON within JSON', '\\\\u95fb\\\\u4eba\\\\u4e59\\\\u4e19'],
  ['percent-encoding', encodeURIComponent(NAME)],
  ['percent-encoding in small letters', encodeURIComponent(NAME).toLowerCase()],
  ['quoted-printable', encodeURIComponent(NAME).replaceAll('%', '=')],
  ['entities of HTML', '&#38395;&#20154;&#20057;&#19993;'],
  ['hexadecimal digits', Buffer.from(NAME).toString('hex')],
  ['Base64', Buffer.from(`{"name":"${NAME}"}`).toString('base64')],
  ['Base64 one byte later', Buffer.from(`{"names":"${NAME}"}`).toString('base64')],
  ['Base64 two bytes later', Buffer.from(`{"nameof":"${NAME}"}`).toString('base64')],
  ['Base64 of addresses', Buffer.from(`{"name":"${NAME}"}`).toString('base64url')],
])('a name in %s is found', (_spelling, written) => {
  expect(search(around(written))).toEqual(['name']);
});

test('digits are found in hexadecimal, in UTF-16 and at the very end, and other digits are not', () => {
  expect(search(around(Buffer.from('13976410007').toString('hex')))).toEqual(['mobile']);
  expect(search(Buffer.from('13976410007', 'utf16le'))).toEqual(['mobile']);
  expect(search(Buffer.from('+8613976410007'))).toEqual(['mobile']);
  expect(search(Buffer.from('13976410008 闻人乙丁'))).toEqual([]);
  expect(search(Buffer.alloc(0))).toEqual([]);
});
