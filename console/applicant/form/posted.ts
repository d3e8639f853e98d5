/**
 * What a page posts, as a change of the form. Names are paths of the form (`websites.W1.name`); an empty field takes out what stood
 * there. Only fields that the page offered are read, so that a posted name can change nothing else.
 */
import type { FormMergePatch } from '../../../domain/order/form-patch.ts';
import { formMergePatchSchema } from '../../../domain/order/form-patch.ts';
import { findingsIn } from '../../../usecases/misread.ts';
import { refusal } from '../../../usecases/refusal.ts';
import type { Control } from './control.ts';
import type { DrawnField } from './drawn.ts';

export type Posted = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of `PERSON` that stands for somebody who is not in the form yet. */
export const NEW_PERSON = 'NEW';

/** The value of each editable field as it was posted; `null` for an empty one. */
export const postedValues = (fields: readonly DrawnField[], posted: Posted): ReadonlyMap<string, unknown> =>
  new Map(
    fields
      .filter(({ editable }) => editable)
      .map(({ path, control }) => [path, valueOf(path, control, posted)] as const),
  );

/** The change that posted values make; refuses what a field cannot hold. `without` names fields that are left as they are. */
export function patchFor(
  values: ReadonlyMap<string, unknown>,
  without: ReadonlySet<string> = new Set(),
): FormMergePatch {
  const patch: Record<string, unknown> = {};
  for (const [path, value] of values) {
    if (!without.has(path)) put(patch, path.split('.'), value);
  }
  const read = formMergePatchSchema.safeParse(patch);
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error) });
  return read.data;
}

function put(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const within: Record<string, unknown> = isObject(target[name]) ? { ...target[name] } : {};
  put(within, rest, value);
  target[name] = within;
}

const texts = (posted: string | readonly string[] | undefined): readonly string[] =>
  posted === undefined ? [] : typeof posted === 'string' ? [posted] : posted;

const SEPARATORS = /[,，、;；\n]/u;

/** The value of one control; `null` for none. */
export function valueOf(path: string, control: Control, posted: Posted): unknown {
  const given = texts(posted[path]).map((text) => text.trim());
  const [first = ''] = given;
  switch (control.kind) {
    case 'TEXT':
    case 'LINES':
    case 'CHOICE':
    case 'PERSON':
    case 'WEBSITE':
      return orNull(first.replaceAll('\r\n', '\n'));
    case 'YES_NO':
    case 'CONFIRM':
      return first === '' ? null : first === 'true';
    case 'NUMBER':
      return first === '' ? null : Number(first);
    case 'DAY':
      return control.instead !== undefined && given.includes(control.instead) ? control.instead : orNull(first);
    case 'CHOICES':
      return orNull(given.filter((text) => text !== ''));
    case 'LIST': {
      const listed = given.flatMap((text) => text.split(SEPARATORS)).map((text) => text.trim());
      const filled = listed.filter((text) => text !== '');
      return orNull(control.of === 'NUMBERS' ? filled.map(Number) : filled);
    }
    case 'ROWS':
      return orNull(rowsOf(path, control, posted));
    default:
      return control satisfies never;
  }
}

function rowsOf(path: string, { fields }: Extract<Control, { kind: 'ROWS' }>, posted: Posted): object[] {
  const places = Object.keys(posted)
    .filter((name) => name.startsWith(`${path}.`))
    .map((name) => Number(name.slice(path.length + 1).split('.')[0]))
    .filter((place) => Number.isSafeInteger(place) && place >= 0);
  return [...new Set(places)]
    .toSorted((one, other) => one - other)
    .map((place) => {
      const cells = Object.entries(fields).map(
        ([name, control]) => [name, valueOf(`${path}.${place}.${name}`, control, posted)] as const,
      );
      return Object.fromEntries(cells.filter(([, value]) => value !== null));
    })
    .filter((row) => Object.keys(row).length > 0);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const orNull = <T extends string | readonly unknown[]>(value: T): T | null => (value.length === 0 ? null : value);
