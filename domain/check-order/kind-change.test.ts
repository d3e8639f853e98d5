import { describe, expect, test } from '@jest/globals';
import { residentId } from '../../test/support/orders/sample-orders.ts';
import { completeOrder, enterpriseForm, individualForm } from '../../test/support/orders/sample-orders.ts';
import type { OrderForm, Province } from '../order/form.ts';
import { PROVINCES } from '../order/form.ts';
import { checkOrder } from './check-order.ts';

const PERSON = residentId('440106', '1988-05-06', '001');

/** A person's record that becomes the enterprise's. */
function becomes(province: Province, head: { documentNumber?: string; legalRepresentative?: boolean } = {}) {
  const recorded: OrderForm = individualForm();
  recorded.entity = { ...recorded.entity, province, mailingProvince: province, certificateNumber: PERSON };
  const form = enterpriseForm(province);
  form.people = { ...form.people, P1: { ...form.people['P1'], ...head } };
  return found(recorded, form);
}
function found(recorded: OrderForm, form: OrderForm): string[] {
  const { blocking } = checkOrder(
    completeOrder(form, { type: 'CHANGE_ENTITY', recorded, changed: ['entity.kind', 'entity.name'] }),
  );
  return blocking.filter(({ path }) => path === 'entity.kind').map(({ code }) => code);
}

describe('A-106 the record of a person becomes an organisation’s', () => {
  test('never where the province says no, and freely where it says so', () => {
    expect(becomes('BJ')).toEqual(['PERSON_TO_ORGANISATION']);
    expect(becomes('HB')).toEqual(['PERSON_TO_ORGANISATION']);
    expect(becomes('GD')).toEqual([]);
    expect(becomes('HE')).toEqual([]);
  });

  test('in some provinces when the person represents the organisation and heads the entity', () => {
    expect(becomes('SH')).toEqual(['NOT_LEGAL_REPRESENTATIVE']);
    expect(becomes('SH', { documentNumber: PERSON, legalRepresentative: false })).toEqual(['NOT_LEGAL_REPRESENTATIVE']);
    expect(becomes('SH', { documentNumber: PERSON, legalRepresentative: true })).toEqual([]);
  });
});

test('A-106 the record of an organisation becomes a person’s nowhere', () => {
  for (const province of PROVINCES) {
    const form = individualForm();
    form.entity = { ...form.entity, province, mailingProvince: province };
    expect([province, found(enterpriseForm(province), form)]).toEqual([province, ['ORGANISATION_TO_PERSON']]);
  }
});
