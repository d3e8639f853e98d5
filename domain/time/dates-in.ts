/** Finds the dates in data that was read, by the schema that read it: a note that looks like a date is no date. */
import { z } from 'zod';

export interface DateFound {
  path: string;
  /** A date, or an instant with its offset. */
  iso: string;
}

type Schema = z.core.JSONSchema.JSONSchema;
type Definitions = Readonly<Record<string, Schema>>;

const FORMATS: readonly (string | undefined)[] = ['date', 'date-time'];

/** A field may hold another word in a date's place, such as `LONG_TERM`. */
const isDate = (format: string | undefined, text: string): boolean =>
  FORMATS.includes(format) && /^\d{4}-\d{2}-\d{2}/.test(text);

const described = new WeakMap<z.ZodType, Schema>();

/** `where` names the data and is put before every path. */
export function datesIn(schema: z.ZodType, data: unknown, where = ''): DateFound[] {
  const root = described.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  described.set(schema, root);
  const found = datesAt(root, data, where, root.$defs ?? {});
  return [...new Map(found.map((date) => [date.path, date])).values()];
}

function datesAt(schema: boolean | Schema | undefined, value: unknown, path: string, defs: Definitions): DateFound[] {
  if (typeof schema !== 'object') return [];
  const inner = (part: boolean | Schema | undefined, data: unknown, name: string | number): DateFound[] =>
    datesAt(part, data, path === '' ? String(name) : `${path}.${name}`, defs);
  const { $ref, anyOf = [], oneOf = [], allOf = [], format, items, properties = {}, additionalProperties } = schema;
  const forms = [...anyOf, ...oneOf, ...allOf, ...($ref === undefined ? [] : [defs[$ref.replace('#/$defs/', '')]])];
  const found = forms.flatMap((form) => datesAt(form, value, path, defs));
  if (typeof value === 'string') return isDate(format, value) ? [...found, { path, iso: value }] : found;
  if (Array.isArray(value)) {
    const each = Array.isArray(items) ? undefined : items;
    return [...found, ...value.flatMap((data, index) => inner(each, data, index))];
  }
  if (typeof value !== 'object' || value === null) return found;
  const fields = Object.entries(value).flatMap(([name, data]) =>
    inner(Object.hasOwn(properties, name) ? properties[name] : additionalProperties, data, name),
  );
  return [...found, ...fields];
}
