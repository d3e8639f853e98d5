import { describe, expect, test } from '@jest/globals';
import { PROVINCES } from './form.ts';
import type { CivilDate } from './instant.ts';
import { BUILT_IN_POLICIES } from './policy/built-in-policies.ts';
import { createPolicies } from './policy/policy.ts';
import { policy } from './policy/policy-row.ts';
import { authenticityMethod, mailNeeded, personsForPhoto, photoNeeded } from './routing.ts';
import { enterpriseForm, individualForm, SAMPLE_POLICIES } from './sample-orders.ts';

const date = (text: string) => text as CivilDate;
const order = {
  form: enterpriseForm(),
  type: 'FIRST' as const,
  photoAllowedFor: [],
  mailRequested: false,
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

  test('removals pass no photo and no mail', () => {
    const removal = { ...order, type: 'DEREG_SITE' as const, on: date('2019-07-28'), mailRequested: true };
    expect([photoNeeded(removal), mailNeeded(removal)]).toEqual([false, false]);
  });
});

describe('paper originals', () => {
  test('A-049 only where policy or a reviewer asks', () => {
    expect(mailNeeded(order)).toBe(false);
    expect(mailNeeded({ ...order, mailRequested: true })).toBe(true);
    const policies = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('mail.required', 'YES', 'test', { scope: { province: 'SD' }, from: '2026-01-01' }),
    ]);
    expect(mailNeeded({ ...order, policies })).toBe(true);
    expect(mailNeeded({ ...order, policies, form: individualForm() })).toBe(false);
  });

  test('A-116 finance in Guangdong is posted', () => {
    const form = enterpriseForm('GD');
    const finance = { ...form, websites: { W1: { preApprovals: [{ sector: 'FINANCE' as const }] } } };
    expect(mailNeeded({ ...order, form: finance })).toBe(true);
    expect(mailNeeded({ ...order, form })).toBe(false);
  });

  test('A-049 a construction plan of Guangdong is posted, one of Jiangsu is not', () => {
    const plan = (province: 'GD' | 'JS') =>
      mailNeeded({ ...order, form: enterpriseForm(province), websitesOnRecord: 40 });
    expect([plan('GD'), plan('JS')]).toEqual([true, false]);
  });

  test('A-104 an entity change is never posted', () => {
    expect(mailNeeded({ ...order, type: 'CHANGE_ENTITY', mailRequested: true })).toBe(false);
  });
});

test('A-047 the face check holds in every province from 2019-07-29, the backdrop in Hubei the day before', () => {
  expect(authenticityMethod('HB', SAMPLE_POLICIES, date('2019-07-28'))).toBe('BACKDROP');
  for (const province of PROVINCES) {
    expect(authenticityMethod(province, SAMPLE_POLICIES, date('2019-07-29'))).toBe('LIVENESS_APP');
  }
});
