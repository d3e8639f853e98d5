import { describe, expect, test } from '@jest/globals';
import { draftingStage } from '../order/drafting.ts';
import { dueInHours, hours, instant } from '../time/instant.ts';
import { policy } from '../policy/policy-row.ts';
import { completeOrder, enterpriseForm, residentId } from '../../test/support/orders/sample-orders.ts';
import { stops, withPolicies } from '../../test/support/orders/changed-orders.ts';
import type { OrderToCheck } from './order.ts';
import { missingInPhotoStep, personsForPhotoStep } from './photo-step.ts';

const since = { from: '2026-01-01' };
const under = (method: 'LIVENESS_APP' | 'BACKDROP', phase: 'BEFORE_SUBMIT' | 'AFTER_PRELIM') =>
  withPolicies(
    policy('authenticity.method', method, 'test', since),
    policy('authenticity.phase', phase, 'test', since),
  );
const form = enterpriseForm();
const complete = completeOrder(form);
const [P2, P3] = [complete.liveness['P2'], complete.liveness['P3']];
const order = (overrides: Partial<OrderToCheck>) => completeOrder(form, { purpose: 'RESUBMISSION', ...overrides });
const missing = (overrides: Partial<OrderToCheck>) => missingInPhotoStep(order(overrides)).map(({ path }) => path);
const minutesLater = (minutes: number) => instant(complete.at + minutes * 60_000);

describe('A-177 C-1 C-2 each method in each phase:', () => {
  const photos = ['P2', 'P3'].map((person) => ({ slot: `backdrop-photo:${person}` }));
  const documents = complete.documents;

  test('a face check before the submission leaves nothing for the photo step', () => {
    const policies = under('LIVENESS_APP', 'BEFORE_SUBMIT');
    expect(stops(form, { policies, documents, liveness: {} })).toEqual([
      'people.P2.liveness MISSING',
      'people.P3.liveness MISSING',
    ]);
    expect(personsForPhotoStep(order({ policies }))).toEqual([]);
  });

  test('a face check after the review is asked for then, and no photo replaces it', () => {
    const policies = under('LIVENESS_APP', 'AFTER_PRELIM');
    const nobody = { policies, liveness: {} };
    expect(stops(form, { ...nobody, documents })).toEqual([]);
    expect(personsForPhotoStep(order(nobody))).toEqual(['P2', 'P3']);
    const photographed = { ...nobody, documents: [...documents, ...photos] };
    expect(missing(photographed)).toEqual(['people.P2.liveness', 'people.P3.liveness']);
    expect(stops(form, { ...photographed, purpose: 'APPROVAL' })).toEqual([]);
    expect(stops(form, { ...photographed, purpose: 'HAND_OVER' })).toHaveLength(2);
    expect(missing({ policies, documents })).toEqual([]);
    expect(stops(form, { policies, documents, purpose: 'HAND_OVER' })).toEqual([]);
  });

  test('a photo before the submission is among the materials, and nobody passes a face check', () => {
    const policies = under('BACKDROP', 'BEFORE_SUBMIT');
    const drafted = completeOrder(form, { policies, documents, liveness: {} });
    expect(stops(form, { policies, documents, liveness: {} })).toEqual([
      'documents.backdrop-photo:P2 MISSING',
      'documents.backdrop-photo:P3 MISSING',
    ]);
    expect(draftingStage(drafted)).toBe('MATERIALS_PENDING');
    const photographed = { ...drafted, documents: [...documents, ...photos] };
    expect(draftingStage(photographed)).toBe('CONFIRMATION');
    expect(personsForPhotoStep(photographed)).toEqual([]);
  });

  test('a photo after the review is not replaced by a face check', () => {
    const policies = under('BACKDROP', 'AFTER_PRELIM');
    expect(stops(form, { policies, documents, liveness: {} })).toEqual([]);
    expect(personsForPhotoStep(order({ policies, documents }))).toEqual(['P2', 'P3']);
    expect(missing({ policies, documents })).toEqual(['documents.backdrop-photo:P2', 'documents.backdrop-photo:P3']);
    expect(missing({ policies, documents: [...documents, ...photos] })).toEqual([]);
    expect(stops(form, { policies, documents, purpose: 'HAND_OVER' })).toHaveLength(2);
  });
});

describe('who passes the photo step:', () => {
  const policies = under('LIVENESS_APP', 'AFTER_PRELIM');

  test('R-AUTH-9 a person who has passed the face check is not asked again, and a successor is', () => {
    expect(personsForPhotoStep(order({ policies, liveness: { P2 } }))).toEqual(['P3']);
    const other = { ...form.people['P2'], documentNumber: residentId('370102', '1990-01-01') };
    const changed = { ...form, people: { ...form.people, P2: other } };
    expect(personsForPhotoStep(completeOrder(changed, { policies, liveness: { P2, P3 } }))).toEqual(['P2']);
  });

  test('R-AUTH-9 with recheck ALWAYS a pass older than 72 hours does not count', () => {
    const always = withPolicies(
      policy('authenticity.phase', 'AFTER_PRELIM', 'test', since),
      policy('authenticity.recheckOnResubmit', 'ALWAYS', 'test', since),
    );
    const later = instant(dueInHours(complete.at, hours(72)) + 1000);
    const { liveness } = complete;
    expect(personsForPhotoStep(order({ policies: always, liveness, at: later }))).toEqual(['P2', 'P3']);
    expect(personsForPhotoStep(order({ policies, liveness, at: later }))).toEqual([]);
  });

  test('R-AUTH-8 a person who was allowed the photo and passes the face check after all takes no photo', () => {
    const allowed = { photoAllowedFor: ['P3'], documents: complete.documents };
    expect(personsForPhotoStep(order({ ...allowed, liveness: { P2 } }))).toEqual(['P3']);
    expect(missing({ ...allowed, liveness: { P2 } })).toEqual(['documents.backdrop-photo:P3']);
    expect(personsForPhotoStep(order({ ...allowed, liveness: { P2, P3 } }))).toEqual([]);
  });
});

describe('A-009 a proof that a second reviewer refused', () => {
  const policies = under('BACKDROP', 'AFTER_PRELIM');
  const photo = (person: string, minutes: number) => ({
    slot: `backdrop-photo:${person}`,
    uploadedAt: minutesLater(minutes),
  });
  const refused = (...persons: string[]) => ({ at: minutesLater(10), persons });

  test('counts again only when it is made again', () => {
    const before = [photo('P2', 5), photo('P3', 5)];
    expect(missing({ policies, documents: before })).toEqual([]);
    expect(missing({ policies, documents: before, proofRefused: refused() })).toHaveLength(2);
    const after = [photo('P2', 15), photo('P3', 15)];
    expect(missing({ policies, documents: after, proofRefused: refused() })).toEqual([]);
  });

  test('is that of the people who are named', () => {
    const documents = [photo('P2', 5), photo('P3', 5)];
    expect(missing({ policies, documents, proofRefused: refused('P3') })).toEqual(['documents.backdrop-photo:P3']);
  });

  test('may be a face check', () => {
    const byFace = { policies: under('LIVENESS_APP', 'AFTER_PRELIM'), liveness: { P2, P3 } };
    expect(missing({ ...byFace, proofRefused: refused('P2') })).toEqual(['people.P2.liveness']);
    expect(personsForPhotoStep(order({ ...byFace, proofRefused: refused('P2') }))).toEqual(['P2']);
    const again = P2 && { ...P2, at: minutesLater(15) };
    expect(missing({ ...byFace, liveness: { P2: again, P3 }, proofRefused: refused('P2') })).toEqual([]);
  });
});
