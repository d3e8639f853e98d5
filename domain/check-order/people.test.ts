import { describe, expect, test } from '@jest/globals';
import { completeOrder, enterpriseForm, residentId, samplePerson } from '../../test/support/orders/sample-orders.ts';
import { changed, enterprise, individual, stops, warns } from '../../test/support/orders/changed-orders.ts';
import { checkCharacter } from '../identity/resident-id.ts';
import { checkOrder } from './check-order.ts';

describe('people', () => {
  test('A-169 a wrong ID number is refused, a failed credit code only warned about', () => {
    expect(stops(enterprise({ P1: { documentNumber: '110105491231002' } }))).toContain(
      'people.P1.documentNumber ID_OBSOLETE_15_DIGITS',
    );
    expect(warns(enterprise({ entity: { certificateNumber: '91350100M000100Y44' } }))).toEqual([
      'entity.certificateNumber CREDIT_CODE_CHECK',
    ]);
  });

  test('A-093 an ID with 90 days left is accepted, with 89 refused, and an expired one too', () => {
    const validUntil = (date: string) => stops(enterprise({ P1: { documentValidUntil: date } }));
    expect(validUntil('2026-05-13')).toEqual([]);
    expect(validUntil('2026-05-12')).toEqual(['people.P1.documentValidUntil EXPIRES_SOON']);
    expect(validUntil('2026-02-11')).toEqual(['people.P1.documentValidUntil EXPIRED']);
    expect(validUntil('LONG_TERM')).toEqual([]);
  });

  test('A-078 a head of 17 is refused and told the hotline, or is asked for papers where the province accepts them', () => {
    const minor = { documentNumber: residentId('370102', '2008-10-01') };
    const guangdong = enterpriseForm('GD');
    const inGuangdong = changed(guangdong, { P1: minor });
    expect(checkOrder(completeOrder(changed(enterpriseForm('BJ'), { P1: minor }))).blocking).toContainEqual(
      expect.objectContaining({ code: 'TOO_YOUNG', advice: expect.stringContaining('010-66411166') }),
    );
    expect(stops(inGuangdong)).toEqual([]);
    expect(warns(inGuangdong)).toEqual(['people.P1.documentNumber MINOR_NEEDS_PROOF']);
    const approval = completeOrder(inGuangdong, { purpose: 'APPROVAL' });
    expect(stops(inGuangdong, { purpose: 'APPROVAL' })).toEqual([]);
    const withoutProof = approval.documents.filter(({ slot }) => slot !== 'minor-proof:P1');
    expect(stops(inGuangdong, { purpose: 'APPROVAL', documents: withoutProof })).toEqual([
      'documents.minor-proof:P1 MISSING',
    ]);
  });

  test('an individual of Qinghai shows proof of study or work up to the age of 22', () => {
    const bornOn = (birthDate: string) => {
      const documentNumber = residentId('630102', birthDate);
      return individual({
        entity: { province: 'QH', mailingProvince: 'QH', certificateNumber: documentNumber },
        P1: { documentNumber },
        W1: { name: '读书笔记' },
      });
    };
    expect(warns(bornOn('2003-02-13'))).toEqual(['people.P1.documentNumber MINOR_NEEDS_PROOF']);
    expect(warns(bornOn('2003-02-12'))).toEqual([]);
    expect(checkOrder(completeOrder(bornOn('2008-02-13'))).blocking).toContainEqual(
      expect.objectContaining({ code: 'TOO_YOUNG', advice: expect.stringContaining('must be 18') }),
    );
  });

  test('A-027 a head who is not the legal representative is refused, brings a letter or is free, as the province says', () => {
    const notLegalRep = { P1: { legalRepresentative: false } };
    expect(stops(changed(enterpriseForm('SD'), notLegalRep))).toEqual([
      'people.P1.legalRepresentative HEAD_NOT_LEGAL_REP',
    ]);
    expect(stops(changed(enterpriseForm('JL'), notLegalRep), { documents: [] })).toContain(
      'documents.entity-head-letter:P1 MISSING',
    );
    expect(stops(changed(enterpriseForm('LN'), notLegalRep))).toEqual([]);
  });

  test('R-PER-9 a head with a passport needs a delegate at some bureaus, and the reviewer says how', () => {
    const foreign = { documentType: 'PASSPORT', documentNumber: 'E12345678' } as const;
    expect(warns(enterprise({ P1: foreign }))).toEqual(['people.P1.documentType HEAD_SHOULD_DELEGATE']);
    expect(warns(changed(enterpriseForm('GZ'), { P1: foreign }))).toEqual([]);
  });

  describe("a foreigner's permanent residence card", () => {
    const NEW_CARD = '911124198108030024';
    const OLD_CARD = 'CAN310081080312';
    const card = (documentNumber: string) =>
      ({ documentType: 'FOREIGN_PERMANENT_RESIDENCE_CARD', documentNumber }) as const;
    const mistaken = ['people.P1.documentType DOCUMENT_TYPE'];

    test.each([NEW_CARD, OLD_CARD, 'can310081080312'])(
      'with the number %s is accepted, and the head delegates',
      (number) => {
        expect(stops(enterprise({ P1: card(number) }))).toEqual([]);
        expect(warns(enterprise({ P1: card(number) }))).toEqual(['people.P1.documentType HEAD_SHOULD_DELEGATE']);
      },
    );

    test.each([
      ['911124198108030025', 'ID_CHECK_DIGIT'],
      ['91112419810803002', 'ID_FORM'],
      ['CA3310081080312', 'ID_FORM'],
    ])('with the number %s is refused as %s', (number, code) => {
      expect(stops(enterprise({ P1: card(number) }))).toEqual([`people.P1.documentNumber ${code}`]);
    });

    test('is named as the right type to whoever chose another one, and other numbers are not taken for it', () => {
      for (const documentNumber of [NEW_CARD, OLD_CARD]) {
        for (const documentType of ['RESIDENT_ID', 'PASSPORT', 'HK_MACAU_RESIDENCE_PERMIT'] as const) {
          const form = enterprise({ P1: { documentType, documentNumber } });
          expect(stops(form)).toEqual(mistaken);
          expect(checkOrder(completeOrder(form)).blocking[0]?.advice).toContain('FOREIGN_PERMANENT_RESIDENCE_CARD');
        }
      }
      expect(stops(enterprise({ P1: card(residentId('370102', '1979-03-04')) }))).toEqual(mistaken);
    });

    test('may be the certificate of an individual, of whatever province, and says whether the person is old enough', () => {
      const individually = (documentNumber: string) =>
        individual({
          entity: { certificateType: 'FOREIGN_PERMANENT_RESIDENCE_CARD', certificateNumber: documentNumber },
          P1: card(documentNumber),
        });
      expect(stops(individually(NEW_CARD))).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/entity|NON_LOCAL/)]),
      );
      const child = '93112420150803001';
      expect(stops(individually(`${child}${checkCharacter(child)}`))).toContain('people.P1.documentNumber TOO_YOUNG');
    });
  });

  test('A-026 an individual cannot have another site head, an organisation can', () => {
    const form = individual({ W1: { headId: 'P2' } });
    const people = { ...form.people, P2: samplePerson('440106', 2) };
    expect(stops({ ...form, people })).toContain('websites.W1.headId SITE_HEAD_NOT_APPLICANT');
    expect(stops(enterpriseForm())).toEqual([]);
  });

  test('A-099 the site head of another organisation is refused; a personal filing does not count', () => {
    expect(stops(enterpriseForm(), { siteHeadElsewhere: ['P2'] })).toEqual(['people.P2 SITE_HEAD_ELSEWHERE']);
    expect(stops(enterpriseForm(), { siteHeadElsewhere: [] })).toEqual([]);
  });

  test('A-024 a malformed mailbox or phone is refused', () => {
    expect(stops(enterprise({ P1: { email: 'nobody' } }))).toEqual(['people.P1.email EMAIL_INVALID']);
    expect(stops(enterprise({ P1: { mobile: '12345' } }))).toContain('people.P1.mobile MOBILE_INVALID');
  });

  test('A-131 a mobile MIIT may not reach is warned about and kept only with a note', () => {
    const virtual = { mobile: '16512345678' };
    expect(warns(enterprise({ P1: virtual }))).toEqual(['people.P1.mobile MOBILE_PREFIX_UNSUPPORTED']);
    expect(stops(enterprise({ P1: virtual }))).toEqual(['people.P1.mobileOverrideNote MISSING']);
    expect(stops(enterprise({ P1: { ...virtual, mobileOverrideNote: 'the only number there is' } }))).toEqual([]);
  });

  test('R-PER-7 the emergency number is another one; an individual of Beijing may give the same', () => {
    const same = { emergencyMobile: '13800138001' };
    expect(stops(individual({ P1: same }))).toEqual(['people.P1.emergencyMobile NUMBERS_NOT_DIFFERENT']);
    const beijing = individual({
      P1: same,
      entity: { province: 'BJ', mailingProvince: 'BJ' },
      W1: { remark: '个人读书笔记' },
    });
    expect(stops(beijing)).toEqual([]);
  });

  test('R-PER-7 each person gives two numbers, and three together where the bureau counts three', () => {
    const people = enterpriseForm().people;
    const numbers = (id: string) => people[id]?.mobile;
    // Three heads with six numbers between them, but the first one's emergency number is the own mobile.
    const own = { P1: { emergencyMobile: numbers('P1') } };
    expect(stops(enterprise(own))).toEqual(['people.P1.emergencyMobile NUMBERS_NOT_DIFFERENT']);
    expect(stops(changed(enterpriseForm('TJ'), own))).toEqual(['people.P1.emergencyMobile NUMBERS_NOT_DIFFERENT']);
    // Two heads who name each other make two numbers.
    const { P1, P2 } = people;
    const each = (province: 'SD' | 'BJ' | 'TJ' | 'LN') => {
      const form = enterpriseForm(province);
      return {
        ...form,
        people: { P1: { ...P1, emergencyMobile: P2?.mobile }, P2: { ...P2, emergencyMobile: P1?.mobile } },
        websites: { W1: { ...form.websites['W1'], headId: 'P2' } },
      } as typeof form;
    };
    expect(stops(each('SD'))).toEqual([]);
    for (const province of ['BJ', 'TJ', 'LN'] as const) {
      expect(stops(each(province))).toEqual(['people.P1.emergencyMobile NUMBERS_NOT_DIFFERENT']);
    }
  });

  test('R-PER-7 Gansu wants the emergency number of somebody who heads nothing in the order', () => {
    const ofSiteHead = { P1: { emergencyMobile: enterpriseForm().people['P2']?.mobile } };
    expect(stops(changed(enterpriseForm('GS'), ofSiteHead))).toEqual([
      'people.P1.emergencyMobile EMERGENCY_NUMBER_OF_HEAD',
    ]);
    expect(stops(enterpriseForm('GS'))).toEqual([]);
    expect(stops(changed(enterpriseForm('SD'), ofSiteHead))).toEqual([]);
  });

  test('A-084 an individual outside the province of the ID brings a proof, is refused, or is checked by the reviewer', () => {
    const filingIn = (province: 'ZJ' | 'YN' | 'CQ') =>
      individual({ entity: { province, mailingProvince: province }, W1: { name: '读书笔记' } });
    expect(stops(filingIn('ZJ'))).toEqual([]);
    expect(stops(filingIn('ZJ'), { documents: [] })).toContain('documents.residence-proof:P1 MISSING');
    expect(stops(filingIn('YN'))).toEqual(['entity.province NON_LOCAL']);
    expect(warns(filingIn('CQ'))).toEqual(['entity.province NON_LOCAL']);
  });
});
