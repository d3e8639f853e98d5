import { describe, expect, test } from '@jest/globals';
import { dueInHours, hours, instant, shanghai } from '../time/instant.ts';
import { draftingStage, type Draft } from './drafting.ts';
import { createPolicies } from '../policy/policy.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { policy } from '../policy/policy-row.ts';
import {
  completeOrder,
  enterpriseForm,
  individualForm,
  sampleInstance,
} from '../../test/support/orders/sample-orders.ts';

const complete: Draft = completeOrder(individualForm());
const stage = (overrides: Partial<Draft>) => draftingStage({ ...complete, ...overrides });
const form = individualForm();

describe('the drafting state names the first thing missing (timeline (a), rows 1 to 7):', () => {
  const websiteOnly = { ...form, entity: {}, people: {}, websites: { W1: { domain: 'example.cn' } } };
  const nothing = { documents: [], liveness: {} };
  const [firstDocument] = complete.documents;

  test.each<[string, string, Partial<Draft>]>([
    ['order opened', 'DRAFT', { ...nothing, type: undefined, form: websiteOnly, instances: {} }],
    ['type determined', 'TYPE_DETERMINED', { ...nothing, form: websiteOnly, instances: {} }],
    ['no website named yet', 'TYPE_DETERMINED', { ...nothing, form: { ...form, websites: {} } }],
    ['instance verified', 'INSTANCE_VERIFIED', { ...nothing, form: websiteOnly }],
    ['information complete', 'INFO_FILLED', nothing],
    ['first scan uploaded', 'MATERIALS_PENDING', { documents: firstDocument ? [firstDocument] : [], liveness: {} }],
    ['last mandatory slot filled', 'AUTHENTICITY_PENDING', { liveness: {} }],
    ['face check passed', 'CONFIRMATION', {}],
  ])('A-168 %s: the state is %s', (_what, expected, overrides) => {
    expect(stage(overrides)).toBe(expected);
  });

  test('a document that the order does not need does not count as material', () => {
    expect(stage({ documents: [{ slot: 'holiday-photo' }] })).toBe('INFO_FILLED');
  });
});

describe('edits and time move the draft back and forth:', () => {
  test('A-048 an edit in confirmation leads back to the first missing step', () => {
    const edited = { ...form, entity: { ...form.entity, mailingAddress: undefined } };
    expect(stage({ form: edited })).toBe('INSTANCE_VERIFIED');
  });

  test('A-152 an expired server leads back to the state in which the server is named; the data stays', () => {
    expect(stage({ instances: { W1: undefined } })).toBe('TYPE_DETERMINED');
    expect(stage({ instances: { W1: sampleInstance({ expiresOn: '2026-02-11' }) } })).toBe('TYPE_DETERMINED');
  });

  test('A-154 a pass counts for 72 hours before a submission, and without limit after one', () => {
    const limit = dueInHours(complete.at, hours(72));
    expect(stage({ at: limit })).toBe('CONFIRMATION');
    expect(stage({ at: instant(limit + 1000) })).toBe('AUTHENTICITY_PENDING');
    expect(stage({ at: instant(limit + 1000), purpose: 'RESUBMISSION' })).toBe('CONFIRMATION');
  });

  test('a person for whom the photo is allowed needs no face check', () => {
    expect(stage({ liveness: {}, photoAllowedFor: ['P1'] })).toBe('CONFIRMATION');
  });

  test('A-007 where authenticity comes after approval, an order with all scans is ready for confirmation', () => {
    const policies = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('authenticity.phase', 'AFTER_PRELIM', 'test', { from: '2026-01-01' }),
    ]);
    expect(stage({ policies, liveness: {} })).toBe('CONFIRMATION');
  });

  test('A-168 (b) two site heads must both pass the face check; the entity head need not', () => {
    const order = completeOrder(enterpriseForm(), { at: shanghai('2026-04-01 15:40') });
    expect(Object.keys(order.liveness)).toEqual(['P2', 'P3']);
    expect(draftingStage({ ...order, liveness: { P2: order.liveness['P2'] } })).toBe('AUTHENTICITY_PENDING');
    expect(draftingStage(order)).toBe('CONFIRMATION');
  });
});
