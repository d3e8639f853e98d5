import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderForm } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { personsForLiveness, personsToVerify, smsApplies } from '../proofs/who-proves.ts';
import { personFingerprint } from '../proofs/person-fingerprint.ts';
import { entityHead, siteHeads } from '../order/heads.ts';
import {
  enterpriseForm,
  individualForm,
  SAMPLE_POLICIES,
  samplePerson,
} from '../../test/support/orders/sample-orders.ts';

const TODAY = '2026-02-09' as CivilDate;
const verify = (form: OrderForm, type: OrderType, on = TODAY) => personsToVerify(form, type, SAMPLE_POLICIES, on);
const form = enterpriseForm();

describe('the people in charge', () => {
  test('are the entity head and the site heads, each site head once, in the order of the websites', () => {
    expect(entityHead(form)).toBe('P1');
    expect(siteHeads(form)).toEqual(['P2', 'P3']);
    const oneForBoth = { ...form, websites: { W1: { headId: 'P3' }, W2: { headId: 'P3' }, W3: { headId: 'P9' } } };
    expect(siteHeads(oneForBoth)).toEqual(['P3']);
    expect(entityHead({ ...form, entity: { headId: 'P9' } })).toBeUndefined();
  });
});

describe('who verifies by SMS:', () => {
  test.each<[OrderType, string[]]>([
    ['FIRST', ['P1', 'P2', 'P3']],
    ['NEW_SITE_HERE', ['P2', 'P3']],
    ['NEW_SITE_ELSEWHERE', ['P2', 'P3']],
    ['TRANSFER_NEW', ['P2', 'P3']],
    ['TRANSFER_MORE', ['P2', 'P3']],
    ['CHANGE_ENTITY', ['P1']],
    ['CHANGE_SITE', ['P2', 'P3']],
    ['DEREG_ENTITY', ['P1']],
    ['DEREG_SITE', ['P2', 'P3']],
    ['CANCEL_ACCESS', []],
  ])('A-154 A-172 %s asks %j', (type, persons) => {
    expect(verify(form, type).flat()).toEqual(persons);
  });

  test('A-165 people who share a mobile are one group with one code, however they write the number', () => {
    const shared = { ...form.people['P2'], mobile: '+86 138 0013 8001' };
    expect(verify({ ...form, people: { ...form.people, P2: shared } }, 'FIRST')).toEqual([['P1', 'P2'], ['P3']]);
    expect(verify(individualForm(), 'FIRST')).toEqual([['P1']]);
  });

  test('A-035 outside the pilot provinces and before 2020-08-17 nobody is asked', () => {
    expect(verify(individualForm(), 'FIRST', '2019-01-01' as CivilDate)).toEqual([]);
    expect(smsApplies('HB', 'FIRST', SAMPLE_POLICIES, '2019-01-01' as CivilDate)).toBe(true);
    expect(smsApplies('GD', 'FIRST', SAMPLE_POLICIES, '2020-08-17' as CivilDate)).toBe(true);
  });
});

describe('who passes the face check:', () => {
  const faces = (each: OrderForm, type: OrderType) => personsForLiveness(each, type, SAMPLE_POLICIES, TODAY);

  test('A-154 an individual, the site heads of an organisation, and for an entity change the entity head', () => {
    expect(faces(individualForm(), 'FIRST')).toEqual(['P1']);
    expect(faces(form, 'FIRST')).toEqual(['P2', 'P3']);
    expect(faces(form, 'CHANGE_ENTITY')).toEqual(['P1']);
    expect(faces(form, 'CANCEL_ACCESS')).toEqual([]);
  });

  test('R-PER-10 an entity head who is not a mainland resident only when also a site head', () => {
    const P1 = { ...form.people['P1'], documentType: 'PASSPORT' as const };
    const foreign = { ...form, people: { ...form.people, P1 } };
    expect(faces(foreign, 'CHANGE_ENTITY')).toEqual([]);
    const both = { ...foreign, websites: { W1: { headId: 'P1' } } };
    expect(faces(both, 'FIRST')).toEqual(['P1']);
  });
});

describe('whether a person is still the same (R-AUTH-9)', () => {
  const person = samplePerson('440106', 1);

  test('depends on name and document, not on phone and mailbox', () => {
    const same = personFingerprint({ ...person, mobile: '13700137000', email: 'new@example.cn' });
    expect(same).toBe(personFingerprint(person));
    expect(personFingerprint({ ...person, name: '韩梅梅' })).not.toBe(same);
    expect(personFingerprint({ ...person, documentNumber: '11010519491231002X' })).not.toBe(same);
    expect(personFingerprint({ ...person, documentType: 'PASSPORT' })).not.toBe(same);
  });

  test('A-147 is shown by a fingerprint that is too short to identify anybody', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, documentNumber) => {
        expect(personFingerprint({ name, documentNumber })).toMatch(/^[0-9a-f]{8}$/);
      }),
    );
  });
});
