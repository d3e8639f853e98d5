import { expect, test } from '@jest/globals';
import { formMergePatchSchema } from '../../domain/order/form-patch.ts';
import { Refusal } from '../refusal.ts';
import { findingsIn } from '../misread.ts';
import { mergeForm } from './form-patch.ts';

const EMPTY = { entity: {}, people: {}, websites: {} };

test('a wrong value is refused with what the field takes, although every field also takes null', () => {
  const patch = { entity: { kind: 'PERSON', name: null }, websites: { W1: { languages: 'zh' } } };
  const { error } = formMergePatchSchema.safeParse(patch);
  expect(error && findingsIn(error).map(({ path, advice }) => ({ path, advice }))).toEqual([
    { path: 'entity.kind', advice: expect.stringContaining('"INDIVIDUAL"') },
    { path: 'websites.W1.languages', advice: expect.stringContaining('expected array') },
  ]);
});

test('a change that leaves no form is refused, naming the field', () => {
  const change = () => mergeForm(EMPTY, { entity: { name: 17 } });
  expect(change).toThrow(Refusal);
  expect(change).toThrow(expect.objectContaining({ code: 'INVALID' }));
});

test('what is not named stays, and null takes a field out', () => {
  const form = { ...EMPTY, entity: { name: '李雷', province: 'GD' as const } };
  expect(mergeForm(form, { entity: { name: null } }).entity).toEqual({ province: 'GD' });
});
