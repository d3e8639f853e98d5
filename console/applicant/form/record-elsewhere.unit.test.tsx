/** A-135 the form of a transfer says what stands in the record elsewhere, asks for none of it, and says where it is changed. */
import { expect, test } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../../domain/policy/policy.ts';
import { formSchema, type Province } from '../../../domain/order/form.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { civilDate, shanghai } from '../../../domain/time/instant.ts';
import { sayIn } from '../../texts/texts.ts';
import { drawPart } from './draw-form.ts';
import { RecordElsewhere } from './record-elsewhere.tsx';

const rules = { policies: createPolicies(BUILT_IN_POLICIES), on: civilDate(shanghai('2026-02-09 09:30')) };
const onRecord = { W1: { entityNumber: '京ICP备12345678号', websiteNumber: '京ICP备12345678号-1' } };
const formIn = (province: Province) =>
  formSchema.parse({
    entity: { kind: 'ENTERPRISE', province, headId: 'P1' },
    people: { P1: { name: '张示例' } },
    websites: { W1: { domain: 'example.cn' } },
  });
const said = (
  part: string,
  { type = 'TRANSFER_NEW', province = 'BJ' }: { type?: OrderType; province?: Province } = {},
) =>
  render(
    <RecordElsewhere say={sayIn('en')} order={{ form: formIn(province), type, onRecord }} part={part} rules={rules} />,
  );

test('A-135 entity and website are neither asked for nor shown in a transfer, and the page says so with the number on record', () => {
  const type = 'TRANSFER_NEW';
  const drawing = { form: formIn('BJ'), type, row: rowOf(type), ...rules } as const;
  const asked = (part: string) =>
    drawPart(drawing, part).fields.flatMap(({ path, editable }) => (editable ? [path] : []));
  expect(asked('entity').toSorted()).toEqual([
    'entity.certificateNumber',
    'entity.certificateType',
    'entity.city',
    'entity.headId',
    'entity.kind',
    'entity.province',
  ]);
  expect(asked('websites.W1')).not.toContain('websites.W1.name');
  const entity = said('entity');
  expect(entity).toContain('Number: 京ICP备12345678号<');
  for (const name of ['Name', 'District', 'Mailing address'])
    expect(entity.toLowerCase()).toContain(name.toLowerCase());
  expect(said('websites.W1')).toContain('Number: 京ICP备12345678号-1<');
  expect(said('people.P1')).toBe('');
});

test.each<[Province, string]>([
  ['GD', 'before the transfer, or through the original provider afterwards'],
  ['BJ', 'within 10 business days'],
  ['XZ', 'This bureau wants it changed at the original provider before the transfer'],
])('A-135 the page of a transfer in %s says where the record is changed', (province, says) => {
  expect(said('entity', { province })).toContain(says);
});

test('A-135 an order that files something new says nothing of a record elsewhere', () => {
  expect(said('entity', { type: 'FIRST' })).toBe('');
});
