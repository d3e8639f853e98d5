import { describe, expect, test } from '@jest/globals';
import { checkOrder } from '../check-order/check-order.ts';
import type { OrderToCheck } from '../check-order/order.ts';
import { draftingStage } from '../order/drafting.ts';
import {
  businessDays,
  calendarDays,
  civilDate,
  formatInstant,
  instant,
  shanghai,
  type CivilDate,
} from '../time/instant.ts';
import { estimateOf } from '../lifecycle/terms.ts';
import { smsApplies, personsToVerify } from '../proofs/who-proves.ts';
import { proofsAsked } from '../proofs/proofs.ts';
import {
  completeOrder,
  enterpriseForm,
  individualForm,
  SAMPLE_CALENDAR,
  sampleInstance,
  sampleWebsite,
} from '../../test/support/orders/sample-orders.ts';
import { BUILT_IN_POLICIES } from './built-in-policies.ts';
import { createPolicies, type PolicyRow } from './policy.ts';
import { policy } from './policy-row.ts';

/** Rows that switch a key to its other reading from 2026 on. */
const switched = (...rows: PolicyRow[]) => createPolicies([...BUILT_IN_POLICIES, ...rows]);
const since = { from: '2026-01-01' };
const defaults = switched();
const TODAY = '2026-02-09' as CivilDate;
const stops = (order: OrderToCheck) => checkOrder(order).blocking.map(({ code }) => code);

describe('a policy key decides the behaviour (C-1 to C-26, as far as rules alone show it):', () => {
  const form = enterpriseForm();

  test('A-177 C-2 the key asks for the face check before submission, or for the photo after the approval', () => {
    const later = switched(policy('authenticity.phase', 'AFTER_PRELIM', 'test', since));
    const stage = (policies: typeof defaults) => draftingStage(completeOrder(form, { policies, liveness: {} }));
    const due = (policies: typeof defaults) =>
      proofsAsked({ form, type: 'FIRST', photoAllowedFor: [], policies, on: TODAY }).map((proof) => proof.due);
    expect([stage(defaults), due(defaults)]).toEqual(['AUTHENTICITY_PENDING', ['SUBMISSION', 'SUBMISSION']]);
    expect([stage(later), due(later)]).toEqual(['CONFIRMATION', ['PHOTO_STEP', 'PHOTO_STEP']]);
  });

  test('A-177 C-9 the key says which suffixes a province accepts', () => {
    const base = individualForm();
    const short = { allowed: ['.com'], refused: [] };
    const order = completeOrder(base, { policies: switched(policy('domain.suffixAllowed', short, 'test', since)) });
    expect(stops(completeOrder(base))).toEqual([]);
    expect(stops(order)).toEqual(['SUFFIX_NOT_FILEABLE']);
  });

  test('A-177 C-10 C-11 the key says how many websites one order may have', () => {
    const one = switched(policy('site.maxPerOrder', 1, 'test', since), policy('site.maxPerTransfer', 1, 'test', since));
    for (const type of ['FIRST', 'TRANSFER_NEW'] as const) {
      expect(stops(completeOrder(form, { type }))).toEqual([]);
      expect(stops(completeOrder(form, { type, policies: one }))).toEqual(['TOO_MANY_WEBSITES']);
    }
  });

  test('A-177 C-12 C-24 the key says where and for which types MIIT sends codes', () => {
    const none = switched(policy('sms.scope', [], 'test', since));
    expect([smsApplies('GD', 'FIRST', defaults, TODAY), smsApplies('GD', 'FIRST', none, TODAY)]).toEqual([true, false]);
    const siteRemoval = (policies: typeof defaults) => personsToVerify(form, 'DEREG_SITE', policies, TODAY);
    expect([siteRemoval(defaults), siteRemoval(none)]).toEqual([[['P2'], ['P3']], []]);
  });

  test('A-177 C-7 the key says whether a person’s record becomes an organisation’s', () => {
    const recorded = individualForm();
    const change = (policies: typeof defaults) =>
      stops(completeOrder(form, { type: 'CHANGE_ENTITY', recorded, changed: ['entity.kind'], policies }));
    const kind = (value: 'NO' | 'FREE') => switched(policy('change.personToOrg', value, 'test', { ...since, scope: { province: 'SD' } }));
    expect(change(kind('NO'))).toContain('PERSON_TO_ORGANISATION');
    expect(change(kind('FREE'))).not.toContain('PERSON_TO_ORGANISATION');
  }); // prettier-ignore

  test('A-177 C-16 the key says within how many business days a removal is decided', () => {
    const days = (earliest: number, latest: number) => ({ earliest: businessDays(earliest), latest: businessDays(latest) });
    const later = switched(policy('dereg.bd', days(1, 5), 'test', since));
    const submission = { type: 'DEREG_SITE', from: shanghai('2026-03-02 10:00'), editedAt: shanghai('2026-03-02 09:00') } as const;
    const latest = (policies: typeof defaults) => formatInstant(estimateOf(submission, { policies, calendar: SAMPLE_CALENDAR }).latest);
    // 2 + 3 business days of the provider after Monday, 2026-03-02, then 5 or 20 of the bureau; 2026-04-06 is a holiday.
    expect(latest(later)).toContain('2026-03-16');
    expect(latest(defaults)).toContain('2026-04-07');
  }); // prettier-ignore

  test('A-177 C-19 the key says how long a server must still run', () => {
    const base = individualForm();
    const soon = { instances: { W1: sampleInstance({ expiresOn: '2026-03-11' }) } };
    const month = switched(policy('server.minRemainingMonths', 1, 'test', since));
    expect(stops(completeOrder(base, soon))).toEqual([]);
    expect(stops(completeOrder(base, { ...soon, policies: month }))).toEqual(['INSTANCE_EXPIRES_SOON']);
  });

  test('A-171 A-176 a rule that data alone changed holds from its first day', () => {
    const base = individualForm();
    const stricter = switched(policy('domain.minRemainingDays', calendarDays(1000), 'test', { from: '2026-02-13' }));
    const order = completeOrder(base, { policies: stricter });
    expect(civilDate(order.at)).toBe('2026-02-12');
    expect(stops(order)).toEqual([]);
    const nextDay = { ...order, at: instant(order.at + 86_400_000) };
    expect(stops(nextDay)).toEqual(['DOMAIN_EXPIRES_SOON']);
  });

  test('A-096 A-176 one row gives a province a limit of its own', () => {
    const cap = switched(policy('site.maxPerOrder', 1, 'test', { scope: { province: 'SD' }, ...since }));
    expect(stops(completeOrder(form, { policies: cap }))).toEqual(['TOO_MANY_WEBSITES']);
    const one = {
      ...form,
      websites: { W1: sampleWebsite('example.com', '示例科技介绍', 'CORPORATE_PRESENTATION', 'P2') },
    };
    expect(stops(completeOrder(one, { policies: cap }))).toEqual([]);
  });
});
