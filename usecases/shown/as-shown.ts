/**
 * The schema of data as an answer shows it. What people may enter is bound by the rules of today; what is shown may be masked,
 * or may have been entered under earlier rules. So an answer promises the fields and their types, and no form of a text.
 */
import { z } from 'zod';

const made = new WeakMap<z.ZodType, z.ZodType>();

/** The same fields without the rules for their texts. A schema named `Entity` in the OpenAPI document becomes `ShownEntity`. */
export function asShown<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>>;
export function asShown(schema: z.ZodType): z.ZodType {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const { id, description } = schema.meta() ?? {};
  const bare = withoutRules(schema);
  const shown =
    bare === schema
      ? schema
      : bare.meta({
          ...(id === undefined ? {} : { id: `Shown${id}` }),
          ...(description === undefined ? {} : { description }),
        });
  made.set(schema, shown);
  return shown;
}

function withoutRules(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    return z.object(Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, shownType(field)])));
  }
  if (schema instanceof z.ZodRecord) return z.record(schema.keyType, shownType(schema.valueType));
  if (schema instanceof z.ZodOptional) return shownType(schema.unwrap()).optional();
  if (schema instanceof z.ZodDefault) return shownType(schema.unwrap());
  if (schema instanceof z.ZodPipe) return shownType(schema.out instanceof z.ZodTransform ? schema.in : schema.out);
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: shownType(schema.element) });
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map(shownType);
    return options.some((option) => option instanceof z.ZodString) ? z.string() : z.union(options);
  }
  return schema instanceof z.ZodString || schema instanceof z.ZodStringFormat ? z.string() : schema;
}

function shownType(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodType) return asShown(schema);
  throw new TypeError('a schema of another kind');
}
