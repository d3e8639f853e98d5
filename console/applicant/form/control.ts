/** Which control of a page a field of a schema gets. The schema decides, so a new field needs no page of its own. */
import { z } from 'zod';

export type Control =
  | { kind: 'TEXT'; maxLength?: number; format?: 'email' }
  | { kind: 'LINES'; maxLength?: number }
  | { kind: 'CHOICE'; values: readonly string[] }
  | { kind: 'CHOICES'; values: readonly string[] }
  /** One of the people of the form, or a new one. */
  | { kind: 'PERSON' }
  /** One of the websites of the form. */
  | { kind: 'WEBSITE' }
  /** A day; `instead` is the word that may stand for a day (`LONG_TERM`). */
  | { kind: 'DAY'; instead?: string }
  | { kind: 'YES_NO' }
  /** Something that is confirmed or left: only `true` is a value. */
  | { kind: 'CONFIRM' }
  /** A whole number. */
  | { kind: 'NUMBER' }
  /** Texts or numbers on one line, separated by commas. */
  | { kind: 'LIST'; of: 'TEXTS' | 'NUMBERS'; most?: number }
  /** Rows of the same fields. */
  | { kind: 'ROWS'; fields: Readonly<Record<string, Control>>; most?: number };

/** From this many characters on, a text is written on several lines. */
const MANY_LINES = 200;

/** The control for a schema; throws for one that no control of a page can fill. */
export function controlOf(schema: z.core.$ZodType): Control {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodEnum) return { kind: 'CHOICE', values: bare.options.map(String) };
  if (bare instanceof z.ZodBoolean) return { kind: 'YES_NO' };
  if (bare instanceof z.ZodLiteral) return literalControl([...bare.values]);
  if (bare instanceof z.ZodNumber) return { kind: 'NUMBER' };
  if (bare instanceof z.ZodUnion) return unionControl(bare.options);
  if (bare instanceof z.ZodArray) return listControl(bare);
  if (bare instanceof z.ZodString || bare instanceof z.ZodStringFormat) return textControl(schema, bare);
  throw new TypeError('no control of a page can fill this schema');
}

/** The schema without what only says that a value may be missing or is read in another spelling. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in);
  return schema;
}

function literalControl(values: readonly unknown[]): Control {
  return values.length === 1 && values[0] === true
    ? { kind: 'CONFIRM' }
    : { kind: 'CHOICE', values: values.map(String) };
}

function unionControl(options: readonly z.core.$ZodType[]): Control {
  const controls = options.map(controlOf);
  const day = controls.find(({ kind }) => kind === 'DAY');
  const word = controls.find((control) => control.kind === 'CHOICE');
  if (day !== undefined && word?.kind === 'CHOICE') return { kind: 'DAY', instead: word.values[0] ?? '' };
  const [first] = controls;
  if (first === undefined) throw new TypeError('a union of nothing');
  return first;
}

function listControl(list: z.ZodArray): Control {
  const element = unwrapped(list.element);
  const { maxItems: most } = z.toJSONSchema(list, { unrepresentable: 'any', io: 'input' });
  const bound = most === undefined ? {} : { most };
  if (element instanceof z.ZodObject) {
    const fields = Object.fromEntries(Object.entries(element.shape).map(([name, field]) => [name, controlOf(field)]));
    return { kind: 'ROWS', fields, ...bound };
  }
  const control = controlOf(element);
  if (control.kind === 'CHOICE') return { kind: 'CHOICES', values: control.values };
  return { kind: 'LIST', of: control.kind === 'NUMBER' ? 'NUMBERS' : 'TEXTS', ...bound };
}

function textControl(schema: z.core.$ZodType, text: z.ZodString | z.ZodStringFormat): Control {
  const described = z.toJSONSchema(text, { unrepresentable: 'any', io: 'input' });
  const { format: named } = schema instanceof z.ZodType ? (schema.meta() ?? {}) : {};
  if (described.format === 'date') return { kind: 'DAY' };
  if (names(text, 'P1')) return { kind: 'PERSON' };
  if (names(text, 'W1')) return { kind: 'WEBSITE' };
  const maxLength = described.maxLength === undefined ? {} : { maxLength: described.maxLength };
  if (named === 'email') return { kind: 'TEXT', format: 'email', ...maxLength };
  return (described.maxLength ?? 0) >= MANY_LINES && !isOneLine(text)
    ? { kind: 'LINES', ...maxLength }
    : { kind: 'TEXT', ...maxLength };
}

/** Whether a text can only be the name of a part of the form. */
const names = (text: z.ZodType, name: string): boolean => text.safeParse(name).success && !text.safeParse('x').success;

/** A text that refuses a line break is typed on one line, however long it is. */
const isOneLine = (text: z.ZodType): boolean => !text.safeParse('a\nb').success;
