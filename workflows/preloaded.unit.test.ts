import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { actionData } from '../domain/lifecycle/action.ts';
import { reportData } from '../domain/duties/duty-reports.ts';
import { actionMessageSchema } from './messages/envelope.ts';

const schemas: (readonly [string, () => z.ZodType])[] = [
  ['the envelope', actionMessageSchema],
  ...Object.entries(actionData),
  ...Object.entries(reportData),
];

/** Patterns that belong to zod are frozen with it, and zod writes to a pattern while it tests: the filing would stop. */
const patternsOfZod: ReadonlySet<unknown> = new Set(Object.values(z.regexes));

test.each(schemas)('%s is checked without a pattern that all workflows share', (_name, schema) => {
  expect(patternsIn(schema()).filter((pattern) => patternsOfZod.has(pattern))).toEqual([]);
});

test.each(schemas)('the schema of %s is not made before it is asked for', (_name, schema) => {
  expect(typeof schema).toBe('function');
  expect(schema()).toBe(schema());
});

test('a pattern of zod would be found', () => {
  expect(patternsIn(z.strictObject({ dates: z.array(z.iso.date().optional()) }))).toEqual([z.regexes.date]);
});

/** Every pattern within a schema, however deep. */
function patternsIn(thing: unknown, seen = new Set<unknown>()): RegExp[] {
  if (typeof thing !== 'object' || thing === null || seen.has(thing)) return [];
  seen.add(thing);
  if (thing instanceof RegExp) return [thing];
  const parts = thing instanceof z.ZodType ? [thing.def] : Object.values(thing);
  return parts.flatMap((part) => patternsIn(part, seen));
}
