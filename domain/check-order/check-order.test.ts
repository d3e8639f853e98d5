import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { draftingStage } from '../order/drafting.ts';
import { findingSchema } from '../finding.ts';
import { formSchema, type OrderForm } from '../order/form.ts';
import { ENTITY_KINDS, ORDER_TYPES } from '../order-types/order-type.ts';
import { completeOrder, enterpriseForm, individualForm } from '../../test/support/orders/sample-orders.ts';
import { enterprise, individual, stops } from '../../test/support/orders/changed-orders.ts';
import { checkOrder } from './check-order.ts';
import { PURPOSES, type OrderToCheck } from './order.ts';

describe('an order in which nothing is missing', () => {
  test.each(PURPOSES)('passes at %s without a finding', (purpose) => {
    for (const form of [individualForm(), enterpriseForm()]) {
      expect(checkOrder(completeOrder(form, { purpose }))).toEqual({ blocking: [], warnings: [], unchecked: [] });
    }
  });

  test('A-020 passes for every kind of entity with its own certificate; the naming rules for individuals bind only individuals', () => {
    const certificates = {
      ENTERPRISE: 'BUSINESS_LICENCE', GOVERNMENT: 'ORGANISATION_CODE', INSTITUTION: 'INSTITUTION_LEGAL_PERSON',
      SOCIAL_ORG: 'SOCIAL_ORG_CERTIFICATE', NON_ENTERPRISE: 'NON_ENTERPRISE_REGISTRATION', FOUNDATION: 'FOUNDATION_CERTIFICATE',
      LAW_FIRM: 'LAW_FIRM_PRACTICE_LICENCE', MILITARY: 'MILITARY_CODE',
    } as const; // prettier-ignore
    for (const kind of ENTITY_KINDS) {
      if (kind === 'INDIVIDUAL') continue;
      const form = enterprise({ entity: { kind, certificateType: certificates[kind] }, W1: { name: '某某工作室' } });
      expect([kind, stops(form)]).toEqual([kind, []]);
    }
    expect(stops(individual({ W1: { name: '某某工作室' } }))).toEqual(['websites.W1.name NAME_WORD']);
  });

  test('may be any of the sample forms', () => {
    expect(formSchema.parse(individualForm())).toEqual(individualForm());
    expect(formSchema.parse(enterpriseForm())).toEqual(enterpriseForm());
  });
});

describe('a fact that could not be looked up', () => {
  const form = individualForm();
  const findings = (facts: Partial<OrderToCheck>) => checkOrder(completeOrder(form, facts));

  test.each(['OUTAGE', 'REFUSED'] as const)('is listed apart from what is wrong, with the advice for %s', (why) => {
    const { blocking, warnings, unchecked } = findings({ domains: { W1: why }, instances: { W1: why } });
    expect([blocking, warnings]).toEqual([[], []]);
    expect(unchecked.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'websites.W1.instance INSTANCE_NOT_CHECKED',
      'websites.W1.domain DOMAIN_NOT_CHECKED',
    ]);
    for (const { advice } of unchecked) expect(advice).toMatch(why === 'OUTAGE' ? /in a minute/ : /filing desk/);
  });

  test('leaves a draft where it stands', () => {
    const order = completeOrder(form, { domains: { W1: 'OUTAGE' }, instances: { W1: 'REFUSED' } });
    expect(draftingStage(order)).toBe('CONFIRMATION');
  });

  test('hides no finding about the other facts', () => {
    const { blocking } = findings({ domains: { W1: 'OUTAGE' }, documents: [] });
    expect(blocking.map(({ path }) => path)).toContain('documents.checklist-form');
  });
});

describe('a check of half-filled forms', () => {
  const partial = (fields: object) =>
    fc
      .subarray(Object.keys(fields))
      .map((kept) => Object.fromEntries(Object.entries(fields).filter(([key]) => kept.includes(key))));
  const forms = fc.constantFrom(individualForm(), enterpriseForm()).chain((form) =>
    fc
      .record({
        entity: partial(form.entity),
        people: fc.record(Object.fromEntries(Object.entries(form.people).map(([id, person]) => [id, partial(person)]))),
        websites: fc.record(
          Object.fromEntries(Object.entries(form.websites).map(([id, website]) => [id, partial(website)])),
        ),
      })
      .map((cut): OrderForm => formSchema.parse(cut)),
  );

  test('a check answers for any half-filled form, with findings that a person can act on and without personal data', () => {
    fc.assert(
      fc.property(forms, fc.constantFrom(...ORDER_TYPES), fc.constantFrom(...PURPOSES), (form, type, purpose) => {
        const order = completeOrder(form, { type, purpose });
        const { blocking, warnings } = checkOrder(order);
        for (const finding of [...blocking, ...warnings]) {
          expect(findingSchema().safeParse(finding).success).toBe(true);
          for (const { documentNumber, mobile, name } of Object.values(form.people)) {
            for (const value of [documentNumber, mobile, name]) {
              if (value !== undefined) expect(JSON.stringify(finding)).not.toContain(value);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('filling in one more field never makes a missing field appear', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const full = form.entity.kind === 'ENTERPRISE' ? enterpriseForm() : individualForm();
        const missing = (each: OrderForm) =>
          stops(each).filter((line) => line.endsWith(' MISSING') && line.startsWith('entity.'));
        const filled = { ...form, entity: { ...full.entity, ...form.entity } };
        expect(missing(form)).toEqual(expect.arrayContaining(missing(filled)));
      }),
      { numRuns: 50 },
    );
  });
});
