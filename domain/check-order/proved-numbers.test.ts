/** Which field is named while nobody has proved its number (`message.numberProof`). */
import { expect, test } from '@jest/globals';
import { completeOrder, enterpriseForm, individualForm, SAMPLE_AT } from '../../test/support/orders/sample-orders.ts';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { policy } from '../policy/policy-row.ts';
import { createPolicies } from '../policy/policy.ts';
import { calendarDays, instant } from '../time/instant.ts';
import { checkOrder } from './check-order.ts';
import type { OrderToCheck } from './order.ts';

const WANTED = {
  validDays: calendarDays(30),
  codeMinutes: 10,
  maxWrongEntries: 5,
  codesPerDay: { perNumber: 5, perAccount: 30 },
};
const row = policy('message.numberProof', WANTED, 'A test', { scope: { province: 'GD' } });
const policies = createPolicies([...BUILT_IN_POLICIES, row]);
const daysAgo = (days: number) => instant(SAMPLE_AT - days * 86_400_000);

const named = (form: OrderToCheck['form'], facts: Partial<OrderToCheck> = {}): string[] =>
  checkOrder(completeOrder(form, { policies, ...facts })).blocking.map(({ path, code }) => `${path} ${code}`);

test('a submission names the mobile of everybody in charge whose number nobody proved', () => {
  expect(named(individualForm())).toEqual(['people.P1.mobile MOBILE_NOT_PROVED']);
  expect(named(individualForm(), { purpose: 'RESUBMISSION' })).toEqual(['people.P1.mobile MOBILE_NOT_PROVED']);
  expect(named(individualForm(), { numbersProved: { P1: daysAgo(29) } })).toEqual([]);
  expect(named(individualForm(), { numbersProved: { P2: daysAgo(1) } })).toEqual([
    'people.P1.mobile MOBILE_NOT_PROVED',
  ]);
});

test('a proof ends after the days that the policy gives it', () => {
  expect(named(individualForm(), { numbersProved: { P1: daysAgo(30) } })).toEqual([
    'people.P1.mobile MOBILE_NOT_PROVED',
  ]);
});

test.each(['APPROVAL', 'HAND_OVER', 'RETURN'] as const)('an order at %s is not sent back for it', (purpose) => {
  expect(named(individualForm(), { purpose })).toEqual([]);
});

test('a province that asks for no proof is asked for none', () => {
  expect(enterpriseForm().entity.province).not.toBe('GD');
  expect(named(enterpriseForm())).toEqual([]);
});
