/** One spelling for each identifier, whatever was typed (C15, C16). The expected spellings are those of the standards. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { reportData } from '../duties/duty-reports.ts';
import { parseIcpNumber, printedNumber } from '../record/icp-number.ts';
import { printedPsbNumber } from '../record/psb-number.ts';
import { addressKey } from './address-key.ts';
import { documentNumber } from './document-number.ts';
import { asciiHost, readableHost, registrableDomain } from './domain-name.ts';
import { ipAddress } from './ip-address.ts';
import { mailbox } from './mailbox.ts';
import { comparableMobile, mainlandMobile } from './mobile.ts';
import { officePhone } from './office-phone.ts';

const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

describe('a domain', () => {
  test.each([
    ['示例.中国', 'xn--fsq092h.xn--fiqs8s'],
    ['xn--fsq092h.xn--fiqs8s', 'xn--fsq092h.xn--fiqs8s'],
    ['XN--FSQ092H.XN--FIQS8S.', 'xn--fsq092h.xn--fiqs8s'],
    ['示例。中国', 'xn--fsq092h.xn--fiqs8s'],
    ['示例．中国．', 'xn--fsq092h.xn--fiqs8s'],
    ['%E7%A4%BA%E4%BE%8B.%E4%B8%AD%E5%9B%BD', 'xn--fsq092h.xn--fiqs8s'],
    ['EXAMPLE.CN.', 'example.cn'],
    [' Example.cn ', 'example.cn'],
    ['ｅｘａｍｐｌｅ．ｃｎ', 'example.cn'],
    ['%65xample.cn', 'example.cn'],
  ])('typed %s is %s', (typed, ascii) => {
    expect(asciiHost(typed)).toBe(ascii);
    expect(registrableDomain(typed)).toBe(ascii);
  });

  test.each([
    'ex_ample.cn',
    '-example.cn',
    'example-.cn',
    'a..cn',
    '.cn',
    'example.cn..',
    'a\u0000b.cn',
    'a b.cn',
    `${'a'.repeat(64)}.cn`,
    'ex%2fample.cn',
    'a*b.cn',
    '',
  ])('written %j is none', (typed) => {
    expect(registrableDomain(typed)).toBeUndefined();
  });

  test('can be read by people again', () => {
    expect(readableHost('xn--fsq092h.xn--fiqs8s')).toBe('示例.中国');
    expect(readableHost('example.cn')).toBe('example.cn');
    expect(readableHost('no host')).toBe('no host');
  });
});

describe('a mainland mobile', () => {
  const mobile = fc
    .tuple(fc.constantFrom('138', '159', '186', '199'), fc.integer({ min: 0, max: 99_999_999 }))
    .map(([prefix, rest]) => `${prefix}${String(rest).padStart(8, '0')}`);
  const spellings: ((national: string) => string)[] = [
    (n) => n,
    (n) => `0${n}`,
    (n) => `+86${n}`,
    (n) => `0086${n}`,
    (n) => `86 ${n}`,
    (n) => `+86 (0) ${n}`,
    (n) => `(0)${n}`,
    (n) => `${n.slice(0, 3)}-${n.slice(3, 7)}-${n.slice(7)}`,
    (n) => ` ${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)} `,
    fullWidth,
    (n) => fullWidth(`+86${n}`),
    ...Array.from(
      '._·•・/,，、:;|*~—−ー\u200b',
      (mark) => (n: string) => [n.slice(0, 3), n.slice(3, 7), n.slice(7)].join(mark),
    ),
    (n) => `( 0 )${n}`,
    (n) => Array.from(n).join(' '),
    (n) => `+86.${n.slice(0, 3)}.${n.slice(3)}`,
  ];

  test('is its eleven digits, however it is typed, and one number to whoever compares', () => {
    fc.assert(
      fc.property(mobile, fc.constantFrom(...spellings), (national, spell) => {
        expect(mainlandMobile(spell(national))).toBe(national);
        expect(comparableMobile(spell(national))).toBe(national);
        expect(addressKey('SMS', spell(national))).toBe(national);
      }),
    );
  });

  test.each([
    '01066411166',
    '12381',
    '17412345678',
    '+852 5123 4567',
    'abc',
    '',
    '13800138000,13900139000',
    '138001380001',
    '13800138000#5',
    '13800138000;ext=5',
    '138001/38000/1',
    '13800138000 13900139000',
  ])('is not %j', (typed) => {
    expect(mainlandMobile(typed)).toBeUndefined();
  });
});

describe('the number of a document', () => {
  test.each([
    ['11010519491231002x', '11010519491231002X'],
    ['１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    ['110105 19491231 002X', '11010519491231002X'],
    ['h12345678', 'H12345678'],
    ['91350100m000100y43', '91350100M000100Y43'],
    ['12345678—9', '12345678-9'],
  ])('typed %s is %s', (typed, number) => {
    expect(documentNumber(typed)).toBe(number);
    expect(documentNumber(number)).toBe(number);
  });
});

describe('an IP address', () => {
  test.each([
    ['203.0.113.10', '203.0.113.10'],
    ['203.000.113.010', '203.0.113.10'],
    [' ２０３．０．１１３．１０ ', '203.0.113.10'],
    ['::ffff:203.0.113.10', '203.0.113.10'],
    ['::FFFF:cb00:710a', '203.0.113.10'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('typed %s is %s', (typed, address) => {
    expect(ipAddress(typed)).toBe(address);
    expect(ipAddress(address)).toBe(address);
  });

  test.each(['203.0.113.256', '203.0.113', 'server.example.cn', '0xcb00710a', ''])(
    'is not %j, which stays',
    (typed) => {
      expect(ipAddress(typed)).toBe(typed);
    },
  );
});

describe('the telephone of an office', () => {
  test.each([
    ['010-66411166', '010-66411166'],
    ['（０１０）６６４１—１１６６', '010-66411166'],
    ['+86 10 6641 1166', '010-66411166'],
    ['020–87628386', '020-87628386'],
    ['0991-6788-039', '0991-6788039'],
    ['020-87628386 转 8012', '020-87628386-8012'],
    ['+86 138-0013-8000', '13800138000'],
  ])('typed %s is %s', (typed, phone) => {
    expect(officePhone(typed)).toBe(phone);
  });

  test.each(['12381', '400-810-9888', '010-66411166 / 12381', 'ask the reception'])(
    'is not %j, which stays',
    (typed) => {
      expect(officePhone(typed)).toBe(typed);
    },
  );
});

describe('a number of the public security filing', () => {
  test.each([
    '粤公网安备44030002000001号',
    '粤公网安备 44030002000001 号',
    ' 粤公网安备４４０３０００２０００００１号',
  ])('typed %s is 粤公网安备44030002000001号', (typed) => {
    expect(printedPsbNumber(typed)).toBe('粤公网安备44030002000001号');
    const report = { websiteId: 'W1', approvedOn: '2026-03-27', number: typed };
    expect(reportData.psbApproved().parse(report).number).toBe('粤公网安备44030002000001号');
  });
});

describe('a filing number', () => {
  test.each([
    '粤ICP备12345678号—1',
    '粤ICP备12345678号-01',
    '粤ICP备12345678号－1',
    '粤ＩＣＰ备１２３４５６７８号–001',
    '粤icp备12345678号 ‑ 1',
    '粤ICP备12345678号−1',
    '粤ICP备12345678号ー1',
    '粤ICP备12345678号一1',
    '粤ICP备12345678号_1',
  ])('typed %s is 粤ICP备12345678号-1', (typed) => {
    expect(printedNumber(typed)).toBe('粤ICP备12345678号-1');
    expect(parseIcpNumber(typed)).toEqual({ kind: 'WEBSITE', province: 'GD', serial: '12345678', suffix: 1 });
  });

  test('keeps the count of a website that ends in zero', () => {
    expect(printedNumber('粤ICP备12345678号-10')).toBe('粤ICP备12345678号-10');
    expect(parseIcpNumber('粤ICP备12345678号-0')).toMatchObject({ suffix: 0 });
  });
});

describe('a mailbox', () => {
  test.each([
    ['li.lei@example.cn', 'li.lei@example.cn'],
    ['Li.Lei@EXAMPLE.CN', 'Li.Lei@example.cn'],
    ['li@示例.中国', 'li@xn--fsq092h.xn--fiqs8s'],
    ['li＠示例。公司', 'li@xn--fsq092h.xn--55qx5d'],
    ["o'neil+beian@mail.example.com", "o'neil+beian@mail.example.com"],
  ])('typed %s is %s', (typed, address) => {
    expect(mailbox(typed)).toBe(address);
  });

  test.each([
    'a@example.cn,b@example.cn',
    'a@example.cn, b@example.cn',
    'a@example.cn;b@example.cn',
    'a@example.cn b@example.cn',
    'a@example.cn\r\nBcc: b@example.cn',
    'a@example.cn\nb@example.cn',
    'a\u0000@example.cn',
    'Li Lei <a@example.cn>',
    '<a@example.cn>',
    'group:a@example.cn;',
    '"a b"@example.cn',
    'a(comment)@example.cn',
    '.a@example.cn',
    'a..b@example.cn',
    'a@',
    '@example.cn',
    'a@localhost',
    'a@127.0.0.1',
    'a@[127.0.0.1]',
    'a@ex_ample.cn',
    'a@b@example.cn',
    `${'a'.repeat(65)}@example.cn`,
    '李@example.cn',
    '',
  ])('is not %j', (typed) => {
    expect(mailbox(typed)).toBeUndefined();
  });

  test('is one address without anything that a mail program reads otherwise, whatever text is tried', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '@', '.', ',', ';', '<', '>', '"', ' ', '\r', '\n', ':', '(', 'é', '示', '\\'),
    });
    fc.assert(
      fc.property(text, (typed) => {
        const address = mailbox(`${typed}x@example.cn`);
        if (address !== undefined) expect(address).toMatch(/^[A-Za-z0-9.]*x@[a-z0-9.-]+$/);
      }),
    );
  });
});
