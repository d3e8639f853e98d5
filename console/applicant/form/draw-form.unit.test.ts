import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { policy } from '../../../domain/policy/policy-row.ts';
import { createPolicies } from '../../../domain/policy/policy.ts';
import { entitySchema, formSchema, personSchema, PROVINCES, websiteSchema } from '../../../domain/order/form.ts';
import { ORDER_TYPES } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { civilDate, shanghai } from '../../../domain/time/instant.ts';
import { drawForm, drawPart, type Drawing } from './draw-form.ts';

const on = civilDate(shanghai('2026-02-09 09:30'));
const policies = createPolicies(BUILT_IN_POLICIES);
const form = formSchema.parse({
  entity: { kind: 'ENTERPRISE', province: 'NM', headId: 'P1' },
  people: { P1: { name: '张示例' } },
  websites: { W1: { domain: 'example.cn' } },
});
const drawing = (more: Partial<Drawing> = {}): Drawing => ({
  form,
  type: 'FIRST',
  row: rowOf('FIRST'),
  policies,
  on,
  ...more,
});
const field = (path: string, more: Partial<Drawing> = {}) => {
  const part = drawPart(drawing(more), path.slice(0, path.lastIndexOf('.')));
  const found = part.fields.find((one) => one.path === path);
  if (found === undefined) throw new Error(`${path} is not on the page`);
  return found;
};

test('the form has a part for the entity, each person and each website', () => {
  expect(drawForm(drawing()).map(({ path }) => path)).toEqual(['entity', 'people.P1', 'websites.W1']);
});

describe('a field that is added to a schema', () => {
  const schemas = {
    entity: entitySchema,
    person: personSchema,
    website: websiteSchema.extend({
      accessibleLevel: z.enum(['A', 'AA']).optional().meta({ title: '无障碍等级', description: '按自评填写。' }),
    }),
  };

  test('is on the page with its words and its control', () => {
    expect(field('websites.W1.accessibleLevel', { schemas })).toMatchObject({
      label: { zh: '无障碍等级' },
      rules: [{ zh: '按自评填写。' }],
      control: { kind: 'CHOICE', values: ['A', 'AA'] },
      required: false,
      editable: true,
    });
  });

  test('is asked for where the row of the type names it', () => {
    const row = rowOf('FIRST');
    const website = [...row.fields.website, 'remark'] as const;
    const asking = { ...row, fields: { ...row.fields, website: [...website] } } as unknown as typeof row;
    expect(field('websites.W1.remark').required).toBe(false);
    expect(field('websites.W1.remark', { row: asking }).required).toBe(true);
  });
});

describe('A-193 the rules of a field stand beside it', () => {
  test('those of the province among them', () => {
    const inNM = field('websites.W1.remark').rules.map(({ zh }) => zh);
    expect(inNM).toContain('该省要求不少于30个字。');
    const gd = { ...form, entity: { ...form.entity, province: 'GD' as const } };
    expect(field('websites.W1.remark', { form: gd }).rules.map(({ zh }) => zh)).not.toContain('该省要求不少于30个字。');
  });

  test('a rule that an operator imports appears', () => {
    const imported = createPolicies([
      ...BUILT_IN_POLICIES,
      policy('site.minRemarkLength', 77, 'test', { from: '2026-01-01', scope: { province: 'NM' } }),
    ]);
    expect(field('websites.W1.remark', { policies: imported }).rules.map(({ en }) => en)).toContain(
      'This bureau wants at least 77 characters.',
    );
  });

  test('every field of every type in every province has a rule, and an example where it is typed', () => {
    const lacking: string[] = [];
    for (const province of PROVINCES) {
      for (const type of ORDER_TYPES) {
        const inProvince = { ...form, entity: { ...form.entity, province } };
        for (const { fields } of drawForm(drawing({ form: inProvince, type, row: rowOf(type) }))) {
          for (const { path, rules, example, control } of fields) {
            const isTyped = ['TEXT', 'LINES', 'DAY', 'LIST', 'ROWS'].includes(control.kind);
            const isSaid = rules.some(({ zh, en }) => zh !== '' && en !== '');
            if (!isSaid || (isTyped && example === undefined)) lacking.push(`${province} ${type} ${path}`);
          }
        }
      }
    }
    expect(lacking).toEqual([]);
  });
});

test('a certificate of another kind of entity is not offered', () => {
  expect(field('entity.certificateType').control).toEqual({ kind: 'CHOICE', values: ['BUSINESS_LICENCE'] });
});

test('what stands in the record is shown and cannot be edited in a transfer', () => {
  const type = 'TRANSFER_NEW';
  const named = { ...form, entity: { ...form.entity, name: '广州示例科技有限公司' } };
  expect(field('entity.name', { form: named, type, row: rowOf(type) }).editable).toBe(false);
});

test('a change of a website edits the website and leaves the entity', () => {
  const type = 'CHANGE_SITE';
  const full = formSchema.parse({
    ...form,
    websites: { W1: { domain: 'example.cn', name: '示例科技', headId: 'P1' } },
  });
  const record = {
    takenAt: '2026-02-09T09:30:00+08:00',
    entityNumber: '蒙ICP备12345678号',
    websiteNumbers: {},
    form: full,
  };
  const more = { form: full, type, row: rowOf(type), content: { kind: 'CHANGES', record, changes: {} } } as const;
  expect(field('websites.W1.name', more).editable).toBe(true);
  expect(field('websites.W1.domain', more).editable).toBe(false);
  expect(field('entity.province', more).editable).toBe(false);
});

test('whether somebody is the legal representative is not asked of individuals', () => {
  const individual = { ...form, entity: { ...form.entity, kind: 'INDIVIDUAL' as const } };
  const paths = drawPart(drawing({ form: individual }), 'people.P1').fields.map(({ path }) => path);
  expect(paths).toContain('people.P1.mobile');
  expect(paths).not.toContain('people.P1.legalRepresentative');
});
