import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { BUILT_IN_POLICIES } from '../policy/built-in-policies.ts';
import { policy } from '../policy/policy-row.ts';
import { createPolicies } from '../policy/policy.ts';
import { civilDate, shanghai } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { beyondBounds } from './form-bounds.ts';
import { formMergePatchSchema } from './form-patch.ts';
import { formSchema, type Entity, type OrderForm } from './form.ts';

const on = civilDate(shanghai('2026-02-09 09:30'));
const form = (websites: number, entity: Entity = {}, people = 0): OrderForm => ({
  entity,
  people: Object.fromEntries(Array.from({ length: people }, (_, index) => [`P${index + 1}`, {}])),
  websites: Object.fromEntries(Array.from({ length: websites }, (_, index) => [`W${index + 1}`, {}])),
});

function refused(
  after: OrderForm,
  { before, type, policies = createPolicies(BUILT_IN_POLICIES) }: Partial<Draft> = {},
): string[] {
  return beyondBounds({ before, after, type }, policies, on).map(({ path, code }) => `${path} ${code}`);
}

interface Draft {
  before: OrderForm;
  type: OrderType;
  policies: ReturnType<typeof createPolicies>;
}

describe('R-SITE-1 a form holds no more websites than its order may have', () => {
  test('while nothing else is known, not more than any order', () => {
    expect(refused(form(10))).toEqual([]);
    expect(refused(form(11))).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(refused(form(99))).toEqual(['websites TOO_MANY_WEBSITES']);
  });

  test.each<[Entity, number]>([
    [{ kind: 'INDIVIDUAL', province: 'GD' }, 1],
    [{ kind: 'ENTERPRISE', province: 'GD' }, 10],
    [{ kind: 'ENTERPRISE', province: 'HB' }, 1],
    [{ province: 'HB' }, 1],
    [{ province: 'SN' }, 5],
    [{ kind: 'ENTERPRISE', province: 'SX' }, 3],
    [{ kind: 'ENTERPRISE' }, 10],
  ])('of a first filing by %j not more than %d', (entity, most) => {
    expect(refused(form(most, entity), { type: 'FIRST' })).toEqual([]);
    expect(refused(form(most + 1, entity), { type: 'FIRST' })).toEqual(['websites TOO_MANY_WEBSITES']);
  });

  test('where the type decides, the wider bound counts until the type is known', () => {
    const entity = { kind: 'ENTERPRISE', province: 'SN' } as const;
    expect(refused(form(10, entity))).toEqual([]);
    expect(refused(form(6, entity), { type: 'FIRST' })).toEqual(['websites TOO_MANY_WEBSITES']);
    expect(refused(form(6, entity), { type: 'TRANSFER_NEW' })).toEqual([]);
  });

  test('a policy that an operator imports moves the bound', () => {
    const policies = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('site.maxPerOrder', 3, 'test', { from: '2026-01-01' }),
    ]);
    const entity = { kind: 'ENTERPRISE', province: 'GD' } as const;
    expect(refused(form(3, entity), { type: 'FIRST', policies })).toEqual([]);
    expect(refused(form(4, entity), { type: 'FIRST', policies })).toEqual(['websites TOO_MANY_WEBSITES']);
  });

  test('a draft that is beyond the bound already may be edited and made smaller, and does not grow', () => {
    const before = form(12);
    expect(refused(form(12, { remark: 'x' }), { before })).toEqual([]);
    expect(refused(form(11), { before })).toEqual([]);
    expect(refused(form(13), { before })).toEqual(['websites TOO_MANY_WEBSITES']);
  });
});

test('a form names no more people than an order has heads', () => {
  expect(refused(form(1, {}, 11))).toEqual([]);
  expect(refused(form(1, {}, 12))).toEqual(['people TOO_MANY_PEOPLE']);
});

describe.each([
  ['the form', formSchema],
  ['a change of the form', formMergePatchSchema],
])('in %s', (_, schema) => {
  test('every list, every text and every number of parts has a bound', () => {
    expect(unbounded(z.toJSONSchema(schema, { io: 'input' }))).toEqual([]);
  });
});

/** The places of a JSON schema where a value may be as long as the sender likes. */
function unbounded(schema: unknown, path = '#'): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, maxItems, maxLength, pattern, format, ...rest } = { ...schema } as Record<string, unknown>;
  const isChoice = 'enum' in rest || 'const' in rest;
  const open =
    (type === 'array' && maxItems === undefined) ||
    (type === 'string' && !isChoice && maxLength === undefined && pattern === undefined && format === undefined) ||
    (type === 'object' && rest['additionalProperties'] !== false && rest['propertyNames'] === undefined);
  return [
    ...(open ? [path] : []),
    ...Object.entries(rest).flatMap(([name, inner]) => unbounded(inner, `${path}/${name}`)),
  ];
}
