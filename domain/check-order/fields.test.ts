import { describe, expect, test } from '@jest/globals';
import type { OrderForm } from '../order/form.ts';
import { enterprise, individual, stops } from '../../test/support/orders/changed-orders.ts';
import type { OrderToCheck } from './order.ts';

describe('mandatory fields', () => {
  const without = (part: 'entity' | 'P1' | 'W1', field: string): OrderForm =>
    enterprise({ [part]: { [field]: undefined } });

  test.each([
    ...['kind', 'name', 'certificateType', 'certificateNumber', 'certificateValidUntil', 'province', 'city', 'district', 'certificateAddress', 'mailingProvince', 'mailingAddress', 'headId'].map((field) => ['entity', field] as const),
    ...['name', 'documentType', 'documentNumber', 'documentValidUntil', 'mobile', 'emergencyMobile', 'email', 'legalRepresentative'].map((field) => ['P1', field] as const),
    ...['name', 'homeUrl', 'domain', 'contentCategories', 'languages', 'serviceType', 'headId'].map((field) => ['W1', field] as const),
  ])('A-002 a first filing without %s.%s is refused and the field named', (part, field) => {
    const path = { entity: 'entity', P1: 'people.P1', W1: 'websites.W1' }[part];
    expect(stops(without(part, field))).toContain(`${path}.${field} MISSING`);
  }); // prettier-ignore

  test('R-PER-2 R-PER-11 an organisation says until when its certificate is valid, or that it has no end', () => {
    const validity = (form: OrderForm) => stops(form).filter((line) => line.includes('certificateValidUntil'));
    const of = (certificateType: OrderForm['entity']['certificateType'], certificateValidUntil?: string) =>
      validity(enterprise({ entity: { certificateType, certificateValidUntil } }));
    expect(of('BUSINESS_LICENCE')).toEqual(['entity.certificateValidUntil MISSING']);
    expect(of('BUSINESS_LICENCE', 'LONG_TERM')).toEqual([]);
    expect(of('ORGANISATION_CODE')).toEqual(['entity.certificateValidUntil MISSING']);
    expect(of('MILITARY_CODE')).toEqual([]);
    expect(validity(individual())).toEqual([]);
  });

  test('A-002 new websites ask for the same form as a first filing, transfers for what names the record and for its heads, removals for nothing', () => {
    const empty: OrderForm = { entity: {}, people: {}, websites: { W1: {} } };
    const fields = (type: OrderToCheck['type']) =>
      stops(empty, { type }).filter((line) => line.endsWith(' MISSING') && !line.startsWith('documents.'));
    expect(fields('NEW_SITE_HERE')).toEqual(fields('FIRST'));
    expect(fields('NEW_SITE_ELSEWHERE')).toEqual(fields('FIRST'));
    expect(fields('TRANSFER_NEW')).toEqual([
      'entity.kind MISSING',
      'entity.certificateType MISSING',
      'entity.certificateNumber MISSING',
      'entity.province MISSING',
      'entity.headId MISSING',
      'websites.W1.domain MISSING',
      'websites.W1.headId MISSING',
    ]);
    expect(fields('DEREG_SITE')).toEqual([]);
  });

  test('A-002 a head who is named but not described is asked for', () => {
    expect(stops(enterprise({ W1: { headId: 'P9' } }))).toContain('websites.W1.headId MISSING');
  });
});
