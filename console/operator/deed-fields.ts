/** The fields that forms of operators' deeds have, and the values in them as actions take them. */
import { reasonOf } from '../../domain/review/reasons.ts';
import { typedText, type Typed } from '../http/problems.ts';
import type { Text } from '../texts/texts.ts';

export interface DeedField {
  /** Of the field in the data of the action. */
  readonly name: string;
  readonly kind:
    | 'LINE'
    | 'LINES'
    | 'COUNT'
    | 'DAY'
    /** An instant, typed as China's clock shows it. */
    | 'MOMENT'
    | 'PERSON'
    | 'WEBSITE'
    /** One of the due dates that run. */
    | 'DUE'
    /** Who holds the order. */
    | 'REVIEWER'
    | 'DECISION'
    /** The website that a decision is about, where the bureau decides on each by itself. */
    | 'DECIDED_WEBSITE'
    | 'CONFIRMED'
    /** Reasons with which an order comes back. */
    | 'ITEMS'
    /** The number of each website. */
    | 'NUMBERS';
  readonly label: Text;
  readonly hint?: Text;
  readonly optional?: true;
}

/** So many reasons have a row in the form. */
export const ITEM_ROWS = [0, 1, 2, 3, 4] as const;
/** Websites have a row each; these many when the order names none. */
export const NUMBER_ROWS = [0, 1, 2] as const;
export const MOST_NUMBER_ROWS = 50;

/** What was typed into fields that hold one value each; empty fields are left out. */
export const plainValues = (
  fields: readonly Pick<DeedField, 'name' | 'kind'>[],
  typed: Typed,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const value = typedText(typed, name).trim();
      return value === '' ? [] : [[name, readAs(kind, value)]];
    }),
  );

function readAs(kind: DeedField['kind'], value: string): unknown {
  if (kind === 'COUNT') return Number(value);
  return kind === 'MOMENT' ? momentOf(value) : value;
}

/** `2026-03-02T09:30`, as browsers send it, is 09:30 in China; an instant that was typed in full stays as it is. */
const momentOf = (value: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value) ? `${value}:00+08:00` : value;

/** The reasons whose rows name a field or scan; without words of its own a reason has its usual ones. */
export const itemsIn = (typed: Typed): { path: string; code: string; advice: string }[] =>
  ITEM_ROWS.flatMap((row) => {
    const path = typedText(typed, `items.${row}.path`).trim();
    if (path === '') return [];
    const code = typedText(typed, `items.${row}.code`);
    const words = typedText(typed, `items.${row}.advice`).replaceAll(/\s+/g, ' ').trim();
    return [{ path, code, advice: words || (reasonOf(code)?.advice.zh ?? '') }];
  });

/** The websites whose rows have a number. */
export const numbersIn = (typed: Typed): { domain: string; number: string }[] =>
  Array.from({ length: MOST_NUMBER_ROWS }, (_, row) => ({
    domain: typedText(typed, `websites.${row}.domain`).trim(),
    number: typedText(typed, `websites.${row}.number`).trim(),
  })).filter(({ number }) => number !== '');
