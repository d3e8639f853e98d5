/**
 * Changes to a form in the format of RFC 7386: fields that are not named stay, and `null` removes a field, a person or
 * a website.
 */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { entitySchema, personSchema, websiteSchema, type OrderForm } from './form.ts';
import { personIdSchema, websiteIdSchema } from './names.ts';

const fieldsOrNull = <Shape extends z.ZodRawShape>({ shape }: z.ZodObject<Shape>) =>
  z.strictObject(
    Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, z.nullable(field as z.ZodType).optional()])),
  );

export const formMergePatchSchema = z
  .strictObject({
    entity: fieldsOrNull(entitySchema).optional(),
    people: z.record(personIdSchema(), fieldsOrNull(personSchema).nullable()).optional(),
    websites: z.record(websiteIdSchema(), fieldsOrNull(websiteSchema).nullable()).optional(),
  })
  .meta({ id: 'OrderFormPatch', description: 'RFC 7386 JSON Merge Patch of an OrderForm.' });
export type FormMergePatch = z.infer<typeof formMergePatchSchema>;

/** The changed form, still to be parsed as a form. */
export const merged = (form: OrderForm, patch: FormMergePatch): unknown => merge(form, patch);

/** The patch that makes one form of another; it names only what is different. */
export const patchBetween = (before: OrderForm, after: OrderForm): FormMergePatch =>
  formMergePatchSchema.parse(between(before, after) ?? {});

/** What `merge` needs to make one value of the other; undefined when they are equal. */
function between(before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return undefined;
  if (!isObject(after)) return after === undefined ? null : after;
  const known = isObject(before) ? before : {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(after)])];
  const parts = names.map((name) => [name, between(known[name], after[name])] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else if (value !== undefined) result[name] = merge(result[name], value);
  }
  return result;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
