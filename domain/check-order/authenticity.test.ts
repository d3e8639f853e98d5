import { describe, expect, test } from '@jest/globals';
import { dueInHours, hours, instant } from '../time/instant.ts';
import { policy } from '../policy/policy-row.ts';
import { completeOrder, enterpriseForm, residentId } from '../../test/support/orders/sample-orders.ts';
import { stops, withPolicies } from '../../test/support/orders/changed-orders.ts';
import { checkOrder } from './check-order.ts';
import { PURPOSES } from './order.ts';

describe('face checks', () => {
  const form = enterpriseForm();
  const order = completeOrder(form);
  const [second, third] = [order.liveness['P2'], order.liveness['P3']];

  test('A-154 one failure leaves the other passes valid', () => {
    if (third === undefined) throw new Error('P3 has a face check');
    const liveness = { P2: second, P3: { ...third, status: 'FAIL' as const, fails: 1 } };
    expect(stops(form, { liveness })).toEqual(['people.P3.liveness LIVENESS_FAILED']);
  });

  test('A-154 a pass of 72 hours is accepted at the first submission, and an older one only on resubmission', () => {
    const limit = dueInHours(order.at, hours(72));
    const after = instant(limit + 1000);
    const { liveness } = order;
    expect(stops(form, { liveness, at: limit })).toEqual([]);
    expect(stops(form, { liveness, at: after })).toEqual([
      'people.P2.liveness LIVENESS_TOO_OLD',
      'people.P3.liveness LIVENESS_TOO_OLD',
    ]);
    for (const purpose of PURPOSES.filter((each) => each !== 'SUBMISSION')) {
      expect([purpose, stops(form, { liveness, at: after, purpose })]).toEqual([purpose, []]);
    }
  });

  test('A-154 a changed document asks for a new face check on resubmission, and a changed mobile does not', () => {
    const { liveness } = order;
    const person = form.people['P2'];
    const other = {
      ...form,
      people: { ...form.people, P2: { ...person, documentNumber: residentId('370102', '1990-01-01') } },
    };
    const phone = { ...form, people: { ...form.people, P2: { ...person, mobile: '13700137000' } } };
    expect(stops(other, { liveness, purpose: 'RESUBMISSION' })).toEqual(['people.P2.liveness LIVENESS_OF_ANOTHER']);
    expect(stops(phone, { liveness, purpose: 'RESUBMISSION' })).toEqual([]);
  });

  test('A-154 with recheck ALWAYS an old pass is refused on resubmission too', () => {
    const policies = withPolicies(policy('authenticity.recheckOnResubmit', 'ALWAYS', 'test', { from: '2026-01-01' }));
    const at = instant(dueInHours(order.at, hours(72)) + 1000);
    expect(stops(form, { liveness: order.liveness, at, policies, purpose: 'RESUBMISSION' })).toHaveLength(2);
  });

  test('R-AUTH-8 a person for whom the photo is allowed needs it at hand-over, unless the face check passed after all', () => {
    const handOver = { photoAllowedFor: ['P3'], purpose: 'HAND_OVER' as const };
    const documents = order.documents;
    expect(stops(form, { ...handOver, documents, liveness: { P2: second } })).toEqual([
      'documents.backdrop-photo:P3 MISSING',
    ]);
    expect(stops(form, { ...handOver, documents, liveness: { P2: second, P3: third } })).toEqual([]);
    expect(stops(form, { ...handOver, documents, liveness: { P2: second }, purpose: 'SUBMISSION' })).toEqual([]);
  });

  test('R-AUTH-8 after three failures the advice names the photo', () => {
    if (third === undefined) throw new Error('P3 has a face check');
    const advice = (fails: number) =>
      checkOrder(
        completeOrder(form, { liveness: { P2: second, P3: { ...third, status: 'FAIL', fails } } }),
      ).blocking.map((finding) => finding.advice)[0];
    expect(advice(2)).not.toContain('photo');
    expect(advice(3)).toContain('photo');
  });
});
