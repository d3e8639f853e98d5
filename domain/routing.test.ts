import { describe, expect, test } from '@jest/globals';
import { PROVINCES } from './form.ts';
import type { CivilDate } from './instant.ts';
import { authenticityMethod, personsForPhoto, photoNeeded } from './routing.ts';
import { enterpriseForm, SAMPLE_POLICIES } from './sample-orders.ts';

const date = (text: string) => text as CivilDate;
const order = {
  form: enterpriseForm(),
  type: 'FIRST' as const,
  photoAllowedFor: [],
  policies: SAMPLE_POLICIES,
  on: date('2026-02-09'),
};

describe('the photo after preliminary approval', () => {
  test('A-007 [AFTER_PRELIM] everybody who must; with the face check before submission nobody', () => {
    expect(photoNeeded(order)).toBe(false);
    expect(personsForPhoto({ ...order, on: date('2019-07-28') })).toEqual(['P2', 'P3']);
  });

  test('R-AUTH-8 a person for whom a reviewer allowed it', () => {
    expect(personsForPhoto({ ...order, photoAllowedFor: ['P3'] })).toEqual(['P3']);
    expect(photoNeeded({ ...order, photoAllowedFor: ['P3'] })).toBe(true);
  });

  test('removals pass no photo', () => {
    expect(photoNeeded({ ...order, type: 'DEREG_SITE', on: date('2019-07-28') })).toBe(false);
  });
});

test('A-047 the face check holds in every province from 2019-07-29, the backdrop in Hubei the day before', () => {
  expect(authenticityMethod('HB', SAMPLE_POLICIES, date('2019-07-28'))).toBe('BACKDROP');
  for (const province of PROVINCES) {
    expect(authenticityMethod(province, SAMPLE_POLICIES, date('2019-07-29'))).toBe('LIVENESS_APP');
  }
});
