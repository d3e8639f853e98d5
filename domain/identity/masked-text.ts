/** Free text as it may be shown to people who do not work with personal data (A-147). */

const HIDDEN = '***';

/** Shorter values, such as a surname, would take whole sentences apart. */
const SHORTEST = 2;

/**
 * What identifies a person whoever it is: mainland mobiles, ID numbers of 15 and 18 digits, mail addresses. A number counts only
 * where no further digit stands beside it.
 */
const IDENTIFYING = [
  /[^\s@<>()"',;:，；：（）]+@[^\s@<>()"',;:，；：（）]+/gu,
  /(?<!\d)\d{6}[ -]?(?:\d{8}[ -]?\d{3}[\dXx]|\d{6}[ -]?\d{3})(?!\d)/gu,
  /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu,
];

/**
 * The text without what identifies a person: the `known` values of the people concerned, however they are written in width and
 * case, and what has the form of a number or address of a person.
 */
export function maskText(text: string, known: readonly string[]): string {
  const values = known.map(plain).filter((value) => value.length >= SHORTEST);
  const byLength = [...new Set(values)].toSorted((one, other) => other.length - one.length);
  const hidden = byLength.reduce(withoutValue, text.normalize('NFKC'));
  return IDENTIFYING.reduce((shown, pattern) => shown.replaceAll(pattern, HIDDEN), hidden);
}

const plain = (value: string): string => value.normalize('NFKC').trim();

function withoutValue(text: string, value: string): string {
  const pattern = new RegExp(value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'giu');
  return text.replaceAll(pattern, HIDDEN);
}
