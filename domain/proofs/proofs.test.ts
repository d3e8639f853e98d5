import { describe, expect, test } from '@jest/globals';
import { PROVINCES } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { createPolicies, type PolicyValue } from '../policy/policy.ts';
import { policy } from '../policy/policy-row.ts';
import { authenticityMethod, proofsAsked, type ProofQuestion } from './proofs.ts';
import { enterpriseForm, SAMPLE_POLICIES } from '../../test/support/orders/sample-orders.ts';

const date = (text: string) => text as CivilDate;
const order: ProofQuestion = {
  form: enterpriseForm(),
  type: 'FIRST',
  photoAllowedFor: [],
  policies: SAMPLE_POLICIES,
  on: date('2026-02-09'),
};
const asked = (overrides: Partial<ProofQuestion> = {}) =>
  proofsAsked({ ...order, ...overrides }).map(({ personId, by, due }) => `${personId} ${by} ${due}`);

type Method = PolicyValue<'authenticity.method'>;
type Phase = PolicyValue<'authenticity.phase'>;
const under = (method: Method, phase: Phase) =>
  createPolicies([
    ...BUILT_IN_POLICIES,
    policy('authenticity.method', method, 'test', { from: '2026-01-01' }),
    policy('authenticity.phase', phase, 'test', { from: '2026-01-01' }),
  ]);

describe('how and when people prove who they are:', () => {
  test('A-007 A-047 site heads take a face check before submission today, and took a photo after the review until 2019-07-28', () => {
    expect(asked()).toEqual(['P2 FACE_CHECK SUBMISSION', 'P3 FACE_CHECK SUBMISSION']);
    expect(asked({ on: date('2019-07-28') })).toEqual(['P2 PHOTO PHOTO_STEP', 'P3 PHOTO PHOTO_STEP']);
  });

  test.each<[Method, Phase, string[]]>([
    ['LIVENESS_APP', 'BEFORE_SUBMIT', ['P2 FACE_CHECK SUBMISSION', 'P3 FACE_CHECK SUBMISSION']],
    ['LIVENESS_APP', 'AFTER_PRELIM', ['P2 FACE_CHECK PHOTO_STEP', 'P3 FACE_CHECK PHOTO_STEP']],
    ['BACKDROP', 'BEFORE_SUBMIT', ['P2 PHOTO SUBMISSION', 'P3 PHOTO SUBMISSION']],
    ['BACKDROP', 'AFTER_PRELIM', ['P2 PHOTO PHOTO_STEP', 'P3 PHOTO PHOTO_STEP']],
    ['PHOTO_POINT', 'BEFORE_SUBMIT', ['P2 PHOTO SUBMISSION', 'P3 PHOTO SUBMISSION']],
    ['PHOTO_POINT', 'AFTER_PRELIM', ['P2 PHOTO PHOTO_STEP', 'P3 PHOTO PHOTO_STEP']],
    ['BUREAU_APP', 'BEFORE_SUBMIT', []],
    ['BUREAU_APP', 'AFTER_PRELIM', []],
  ])('A-177 C-1 C-2 %s with %s asks %j', (method, phase, proofs) => {
    expect(asked({ policies: under(method, phase) })).toEqual(proofs);
  });

  test('R-AUTH-8 a person with a reviewer’s permission takes the photo after the review, whatever the phase', () => {
    for (const phase of ['BEFORE_SUBMIT', 'AFTER_PRELIM'] as const) {
      const policies = under('LIVENESS_APP', phase);
      expect(asked({ policies, photoAllowedFor: ['P3'] })).toContain('P3 PHOTO PHOTO_STEP');
      expect(asked({ policies, photoAllowedFor: ['P3'] })[0]).toMatch(/^P2 FACE_CHECK/);
    }
  });

  test('removals ask for no proof', () => {
    for (const type of ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'] as const) {
      expect(asked({ type, on: date('2019-07-28') })).toEqual([]);
    }
  });
});

test('A-047 the face check holds in every province from 2019-07-29, the backdrop in Hubei the day before', () => {
  const method = (province: (typeof PROVINCES)[number], on: string) =>
    authenticityMethod({ province }, SAMPLE_POLICIES, date(on));
  expect(method('HB', '2019-07-28')).toBe('BACKDROP');
  for (const province of PROVINCES) expect(method(province, '2019-07-29')).toBe('LIVENESS_APP');
});
