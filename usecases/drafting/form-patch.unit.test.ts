import { expect, test } from '@jest/globals';
import { formMergePatchSchema } from '../../domain/order/form-patch.ts';
import { parse, Problem } from '../../api/http/problems.ts';

test('a wrong value is refused with what the field takes, although every field also takes null', () => {
  const patch = { entity: { kind: 'PERSON', name: null }, websites: { W1: { languages: 'zh' } } };
  const read = () => parse(formMergePatchSchema, patch);
  expect(read).toThrow(Problem);
  expect(problemsOf(read)).toEqual([
    { path: 'entity.kind', message: expect.stringContaining('"INDIVIDUAL"') },
    { path: 'websites.W1.languages', message: expect.stringContaining('expected array') },
  ]);
});

function problemsOf(read: () => unknown): { path: string; message: string }[] {
  try {
    read();
  } catch (error) {
    if (error instanceof Problem) return (error.details.errors ?? []).map(({ path, message }) => ({ path, message }));
  }
  return [];
}
