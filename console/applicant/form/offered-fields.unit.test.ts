import { describe, expect, test } from '@jest/globals';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../../domain/policy/policy.ts';
import { formSchema } from '../../../domain/order/form.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { civilDate, shanghai } from '../../../domain/time/instant.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { offeredFields, openForCorrection, TYPE_PAGE } from './offered-fields.ts';

const rules = { policies: createPolicies(BUILT_IN_POLICIES), on: civilDate(shanghai('2026-02-09 09:30')) };
const form = formSchema.parse({
  entity: { kind: 'ENTERPRISE', province: 'GD', headId: 'P1', name: '广州示例科技有限公司' },
  people: { P1: { name: '张示例' } },
  websites: { W1: { domain: 'example.cn', name: '示例' } },
});

function order(stage: Stage, flagged: readonly string[] = []): WrittenOrder {
  const items = flagged.map((path) => ({ path, code: 'NAME_MISMATCH', advice: '名称与证件不一致。' }));
  return {
    stage,
    form,
    content: { kind: 'FORM', form },
    type: 'FIRST',
    progress: { items },
  } as unknown as WrittenOrder;
}

const open = (given: WrittenOrder, part: string, all = false): string[] =>
  openForCorrection(given, offeredFields(given, part, rules) ?? [], all)
    .filter(({ editable }) => editable)
    .map(({ path }) => path);

describe('of an order that was sent back', () => {
  const returned = order('PRELIM_REJECTED', ['entity.name']);

  test('only the fields that the reviewer named are open', () => {
    expect(open(returned, 'entity')).toEqual(['entity.name']);
  });

  test('the others open when the customer wants to change them too', () => {
    expect(open(returned, 'entity', true)).toContain('entity.city');
  });

  test('a part of which nothing was named is open as a whole', () => {
    expect(open(returned, 'websites.W1')).toContain('websites.W1.name');
  });
});

test('in a draft every field is open', () => {
  expect(open(order('INFO_FILLED', ['entity.name']), 'entity')).toContain('entity.city');
});

test('the page for the type asks for certificate, place and the domain of each website', () => {
  const fields = offeredFields(order('DRAFT'), TYPE_PAGE, rules) ?? [];
  expect(fields.map(({ path }) => path).toSorted()).toEqual([
    'entity.certificateNumber',
    'entity.certificateType',
    'entity.city',
    'entity.kind',
    'entity.name',
    'entity.province',
    'websites.W1.domain',
  ]);
});

test('a part that the form does not have is no page', () => {
  expect(offeredFields(order('DRAFT'), 'websites.W9', rules)).toBeUndefined();
  expect(offeredFields(order('DRAFT'), 'record', rules)).toBeUndefined();
});
