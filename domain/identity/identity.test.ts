import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CivilDate } from '../time/instant.ts';
import { checkCreditCode, creditCheckCharacter } from './credit-code.ts';
import { registrableDomain, suffixAmong, topSuffix } from './domain-name.ts';
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from './masking.ts';
import { checkMobile } from './mobile.ts';
import { ageOn, checkCharacter, readResidentId } from './resident-id.ts';

const date = (text: string) => text as CivilDate;
const replaceAt = (text: string, index: number, character: string) =>
  `${text.slice(0, index)}${character}${text.slice(index + 1)}`;

describe('resident ID numbers:', () => {
  const STANDARD = '11010519491231002X';

  test('A-169 the example of the standard passes and gives province, birth date and sex', () => {
    expect(readResidentId(STANDARD)).toEqual({
      ok: true,
      documentType: 'RESIDENT_ID',
      province: 'BJ',
      birthDate: '1949-12-31',
      sex: 'FEMALE',
    });
    expect(readResidentId(STANDARD.toLowerCase()).ok).toBe(true);
  });

  test('A-169 a number with any one digit changed is refused', () => {
    for (let index = 0; index < 17; index += 1) {
      for (const digit of '0123456789') {
        const changed = replaceAt(STANDARD, index, digit);
        expect(readResidentId(changed).ok).toBe(changed === STANDARD);
      }
    }
  });

  test('A-169 a 15-digit number is refused with an explanation', () => {
    expect(readResidentId('110105491231002')).toMatchObject({
      ok: false,
      code: 'ID_OBSOLETE_15_DIGITS',
      advice: expect.stringContaining('18-digit'),
    });
  });

  test.each([
    ['11010519490231002X', 'ID_BIRTH_DATE'],
    ['99010519491231002X', 'ID_DISTRICT'],
    ['1101051949123100', 'ID_FORM'],
    ['110105194912310021', 'ID_CHECK_DIGIT'],
  ])('A-169 %s is refused as %s', (number, code) => {
    expect(readResidentId(number)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['810000', 'HK_MACAU_RESIDENCE_PERMIT'],
    ['820000', 'HK_MACAU_RESIDENCE_PERMIT'],
    ['830000', 'TAIWAN_RESIDENCE_PERMIT'],
  ])('A-169 prefix %s is a residence permit', (district, documentType) => {
    const digits = `${district}19900101001`;
    expect(readResidentId(`${digits}${checkCharacter(digits)}`)).toMatchObject({ ok: true, documentType, sex: 'MALE' });
  });

  test.each(['911124198108030024', '931840199003070018', '944392197511240022'])(
    "%s is the number of a foreigner's permanent residence card",
    (number) => {
      const digits = number.slice(0, 17);
      const read = readResidentId(`${digits}${checkCharacter(digits)}`);
      expect(read).toMatchObject({ ok: true, documentType: 'FOREIGN_PERMANENT_RESIDENCE_CARD' });
      expect(read).not.toHaveProperty('province');
      expect(readResidentId(`${digits}${checkCharacter(digits) === '1' ? '2' : '1'}`)).toMatchObject({ ok: false });
    },
  );

  test("a foreigner's card says birthday and sex like a resident ID", () => {
    expect(readResidentId('911124198108030024')).toMatchObject({ ok: true, birthDate: '1981-08-03', sex: 'FEMALE' });
    expect(readResidentId('911124198113030024')).toMatchObject({ ok: false, code: 'ID_BIRTH_DATE' });
  });

  test('A-169 exactly one check character fits any district, birthday and sequence', () => {
    const birth = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(birth, fc.integer({ min: 1, max: 999 }), (born, sequence) => {
        const day = born.toISOString().slice(0, 10);
        const digits = `440106${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
        const passing = Array.from('0123456789X').filter((last) => readResidentId(`${digits}${last}`).ok);
        expect(passing).toHaveLength(1);
        expect(readResidentId(`${digits}${passing[0]}`)).toMatchObject({ birthDate: day, province: 'GD' });
      }),
    );
  });

  test.each([
    ['2008-02-12', '2026-02-12', 18],
    ['2008-02-13', '2026-02-12', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('R-ID-3 a person born on %s has, on %s, the age of %i', (born, on, age) => {
    expect(ageOn(date(born), date(on))).toBe(age);
  });
});

describe('unified social credit codes:', () => {
  const STANDARD = '91350100M000100Y43';

  test('A-169 the example of the standard passes', () => {
    expect(checkCreditCode(STANDARD)).toEqual({ ok: true });
    expect(creditCheckCharacter(STANDARD)).toBe('3');
  });

  test('A-169 a code with one digit changed gives a warning, not an error', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')),
        (index, other) => {
          const changed = replaceAt(STANDARD, index, other);
          fc.pre(changed !== STANDARD);
          expect(checkCreditCode(changed)).toMatchObject({ ok: false, severity: 'WARNING', code: 'CREDIT_CODE_CHECK' });
        },
      ),
    );
  });

  test('foreign letters and other lengths are errors; old registration numbers give a warning', () => {
    expect(checkCreditCode('91350100I000100Y43')).toMatchObject({ severity: 'ERROR' });
    expect(checkCreditCode('91350100M000100Y4')).toMatchObject({ severity: 'ERROR' });
    expect(checkCreditCode('350100100000001')).toMatchObject({ severity: 'WARNING', code: 'REGISTRATION_NUMBER_OLD' });
  });
});

describe('mobile numbers:', () => {
  const UNSUPPORTED = ['162', '165', '167', '1700', '171'];

  test.each(['13800138000', '+86 138 0013 8000', '19912345678', '16212345678', '17101234567'])(
    'R-TEL-1 %s is a mobile',
    (number) => {
      expect(checkMobile(number, [])).toMatchObject({ ok: true });
    },
  );

  test.each(['17412345678', '14400001234', '12381', '1380013800', 'abc', '+1 202 555 0123'])(
    'A-024 %s is refused',
    (number) => {
      expect(checkMobile(number, []).ok).toBe(false);
    },
  );

  test('A-024 a land line is not a mobile', () => {
    expect(checkMobile('01066411166', [])).toMatchObject({ ok: false, code: 'MOBILE_NOT_MOBILE' });
  });

  test('A-131 a number names its prefix when the policy lists it as unsupported', () => {
    expect(checkMobile('16212345678', UNSUPPORTED)).toMatchObject({ ok: true, unsupportedPrefix: '162' });
    expect(checkMobile('13800138000', UNSUPPORTED)).toEqual({ ok: true, national: '13800138000' });
  });
});

describe('domains', () => {
  test.each([
    ['a.b.example.com.cn', 'example.com.cn'],
    ['www.x.gd.cn', 'x.gd.cn'],
    ['foo.github.io', 'github.io'],
    ['example.cn', 'example.cn'],
    ['WWW.Example.COM.', 'example.com'],
    ['www.示例.公司.cn', 'xn--fsq092h.xn--55qx5d.cn'],
    ['示例.中国', 'xn--fsq092h.xn--fiqs8s'],
  ])('A-170 %s is filed as %s', (host, registrable) => {
    expect(registrableDomain(host)).toBe(registrable);
  });

  test.each([
    'com.cn',
    'cn',
    '203.0.113.10',
    'localhost',
    '',
    'exa mple.cn',
    'http://example.cn/',
    'example.invalid-suffix',
  ])('A-170 %j has no registrable domain', (host) => {
    expect(registrableDomain(host)).toBeUndefined();
  });

  test('A-170 any sub-domain is filed under the same domain', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
    fc.assert(
      fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
        expect(registrableDomain([...labels, 'example', 'com', 'cn'].join('.'))).toBe('example.com.cn');
      }),
    );
  });

  test('suffixes are compared in Chinese and in ASCII form', () => {
    expect(topSuffix('www.example.com.cn')).toBe('.cn');
    expect(suffixAmong('示例.中国', ['.cn', '.中国'])).toBe(true);
    expect(suffixAmong('xn--fsq092h.xn--fiqs8s', ['.中国'])).toBe(true);
    expect(suffixAmong('example.co', ['.com'])).toBe(false);
  });
});

describe('A-147 personal data is masked for everybody but reviewers:', () => {
  test('numbers, mailboxes and names keep only enough to tell them apart', () => {
    expect(maskMobile('13800138000')).toBe('138****8000');
    expect(maskDocumentNumber('11010519491231002X')).toBe('1***************2X');
    expect(maskEmail('li.lei@example.cn')).toBe('l*****@example.cn');
    expect(maskName('李雷')).toBe('李*');
  });

  test('values too short for a partial mask are masked completely', () => {
    expect([maskMobile('110'), maskDocumentNumber('1234'), maskEmail('@x'), maskName('')]).toEqual([
      '***',
      '****',
      '**',
      '',
    ]);
  });

  test('no masked number shows more than seven of its characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,18}$/), (number) => {
        expect(maskMobile(number).replaceAll('*', '').length).toBeLessThanOrEqual(7);
        expect(maskDocumentNumber(number).replaceAll('*', '').length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
