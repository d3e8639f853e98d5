import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { actionData } from '../domain/lifecycle/action.ts';
import { reportData } from '../domain/duties/duty-reports.ts';
import { actionMessageSchema } from './messages/envelope.ts';

const schemas: (readonly [string, () => z.ZodType])[] = [
  ['the envelope', actionMessageSchema],
  ...Object.entries(actionData),
  ...Object.entries(reportData),
];

/** Rooms whose modules workflows share; what these export is frozen. */
const SHARED = ['../domain/', './messages/'];

/** A frozen pattern cannot be used, because zod writes to a pattern while it tests with it: the filing would stop. */
const frozenPatterns = new Set<unknown>(Object.values(z.regexes));

beforeAll(async () => {
  for (const room of SHARED) {
    const folder = new URL(room, import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const modules = files.filter((file) => file.endsWith('.ts') && !file.includes('.test'));
    for (const module of modules) freezable(await import(new URL(module, folder).href), frozenPatterns);
  }
});

test('patterns that modules export are known to be frozen', () => {
  expect(frozenPatterns.size).toBeGreaterThan(Object.values(z.regexes).length);
});

test.each(schemas)('%s is checked without a pattern that all workflows share', (_name, schema) => {
  expect(patternsIn(schema()).filter((pattern) => frozenPatterns.has(pattern))).toEqual([]);
});

test.each(schemas)('the schema of %s is not made before it is asked for', (_name, schema) => {
  expect(typeof schema).toBe('function');
  expect(schema()).toBe(schema());
});

test('a pattern of zod would be found', () => {
  expect(patternsIn(z.strictObject({ dates: z.array(z.iso.date().optional()) }))).toEqual([z.regexes.date]);
});

/** Adds every pattern that the SDK reaches when it freezes what a module exports: through objects, not into functions. */
function freezable(thing: unknown, found: Set<unknown>, seen = new Set<unknown>()): void {
  if (typeof thing !== 'object' || thing === null || seen.has(thing)) return;
  seen.add(thing);
  if (thing instanceof RegExp) found.add(thing);
  for (const value of Object.values(Object.getOwnPropertyDescriptors(thing))) freezable(value.value, found, seen);
}

/** Every pattern within a schema, however deep. */
function patternsIn(thing: unknown, seen = new Set<unknown>()): RegExp[] {
  if (typeof thing !== 'object' || thing === null || seen.has(thing)) return [];
  seen.add(thing);
  if (thing instanceof RegExp) return [thing];
  const parts = thing instanceof z.ZodType ? [thing.def] : Object.values(thing);
  return parts.flatMap((part) => patternsIn(part, seen));
}
