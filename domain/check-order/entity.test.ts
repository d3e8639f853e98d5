import { describe, expect, test } from '@jest/globals';
import { enterpriseForm } from '../sample-orders.ts';
import { changed, enterprise, stops } from './changed-orders.ts';

describe('addresses', () => {
  test('A-023 the mailing address lies in the province of the certificate', () => {
    expect(stops(enterprise({ entity: { mailingProvince: 'GD' } }))).toEqual([
      'entity.mailingProvince ADDRESS_OTHER_PROVINCE',
    ]);
  });

  test('A-023 no street number is refused until the remark explains it', () => {
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
