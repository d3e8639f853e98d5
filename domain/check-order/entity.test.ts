import { describe, expect, test } from '@jest/globals';
import { completeOrder, enterpriseForm } from '../../test/support/orders/sample-orders.ts';
import { checkOrder } from './check-order.ts';
import { needNote } from './needs-note.ts';
import { creditCheckCharacter } from '../identity/credit-code.ts';
import { changed, enterprise, individual, stops } from '../../test/support/orders/changed-orders.ts';

describe('addresses', () => {
  test('A-023 the mailing address lies in the province of the certificate', () => {
    expect(stops(enterprise({ entity: { mailingProvince: 'GD' } }))).toEqual([
      'entity.mailingProvince ADDRESS_OTHER_PROVINCE',
    ]);
  });

  test('A-023 an address without a street number is refused until the remark explains it', () => {
    const entity = { mailingAddress: '济南市历下区示例村' };
    expect(stops(enterprise({ entity }))).toEqual(['entity.mailingAddress ADDRESS_WITHOUT_NUMBER']);
    expect(stops(enterprise({ entity: { ...entity, remark: '此地址已是最详细地址' } }))).toEqual([]);
  });

  test('A-023 some provinces want both addresses in one city', () => {
    expect(stops(changed(enterpriseForm('HA'), { entity: { mailingCity: '郑州市' } }))).toEqual([
      'entity.mailingCity ADDRESS_OTHER_CITY',
    ]);
  });
});

describe('the certificate', () => {
  // Digits 3 to 8: 440100 is Guangzhou, 370100 Jinan, 100000 the registry of the whole country.
  const coded = (body: string) => `${body}${creditCheckCharacter(body)}`;
  const inShandong = (certificateNumber: string, remark?: string) =>
    enterprise({ entity: { certificateNumber, ...(remark === undefined ? {} : { remark }) } });
  const elsewhere = 'entity.certificateNumber CODE_OF_ANOTHER_PROVINCE';

  test('R-ACC-5 R-USC-1 with a code of another province is refused, unless the organisation says that it has moved', () => {
    const guangdong = coded('91440100MA0000007');
    expect(stops(inShandong(guangdong))).toEqual([elsewhere]);
    expect(stops(inShandong(coded('91370100MA0000007')))).toEqual([]);
    expect(stops(inShandong(coded('91100000MA0000007')))).toEqual([]);
    const moved = inShandong(guangdong, '公司已于2024年迁入济南市，原登记机关在广州市。');
    expect(stops(moved)).toEqual([]);
    const { warnings } = checkOrder(completeOrder(moved));
    expect(warnings.map(({ path, code }) => `${path} ${code}`)).toEqual([elsewhere]);
    expect(needNote(warnings)).toHaveLength(1);
  });

  test.each([
    ['123', ['entity.certificateNumber TOO_SHORT']],
    ['1234', []],
  ])('V3.0 §1.9 with a number that MIIT cannot be asked about is refused: %s', (certificateNumber, found) => {
    const permit = { kind: 'LAW_FIRM', certificateType: 'LAW_FIRM_PRACTICE_LICENCE', certificateNumber } as const;
    expect(stops(enterprise({ entity: permit })).filter((line) => line.includes('Number'))).toEqual(found);
  });

  test('§3.1 of an individual is the document of that person', () => {
    const passport = individual({ entity: { certificateType: 'PASSPORT' } });
    expect(stops(passport)).toEqual(['entity.certificateType ENTITY_IS_NOT_HEAD']);
    expect(stops(individual())).toEqual([]);
  });

  test('A-093 is refused once it has expired; Shanghai wants a licence that is valid for another year', () => {
    const until = (province: 'SD' | 'SH', certificateValidUntil: string) =>
      stops(changed(enterpriseForm(province), { entity: { certificateValidUntil } })).filter((line) =>
        line.startsWith('entity.'),
      );
    expect(until('SD', '2026-02-11')).toEqual(['entity.certificateValidUntil EXPIRED']);
    expect(until('SD', '2026-02-12')).toEqual([]);
    expect(until('SH', '2027-02-11')).toEqual(['entity.certificateValidUntil EXPIRES_SOON']);
    expect(until('SH', '2027-02-12')).toEqual([]);
  });

  test('A-086 is one that this kind of entity has; an overseas organisation is told to use its mainland branch', () => {
    const order = completeOrder(enterprise({ entity: { certificateType: 'PASSPORT' } }));
    expect(checkOrder(order).blocking).toContainEqual({
      path: 'entity.certificateType',
      code: 'CERTIFICATE_TYPE',
      advice: expect.stringContaining('mainland branch'),
    });
  });
});
