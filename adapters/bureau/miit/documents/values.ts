/**
 * Values of an upload, held to the lengths and ranges of the interface before anything leaves. A value outside them would come
 * back days later as a fault of the whole file.
 */

/** A value that the interface does not take. The message names the element, never the value. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  /** Name of the element, e.g. `Dwmc`. */
  readonly element: string;
  constructor(element: string, reason: string) {
    super(`${element}: ${reason}`);
    this.element = element;
  }
}

/** Images are long texts, so characters are counted one by one only where one has two code units. */
const SURROGATE = /[\ud800-\udfff]/;

/** A text of so many characters. Characters are counted as XML counts them, by code point. */
export function text(element: string, value: string, least: number, most = Infinity): string {
  const length = SURROGATE.test(value) ? Array.from(value).length : value.length;
  if (length < least || length > most)
    throw new DocumentError(element, `${length} characters instead of ${least} to ${most}`);
  return value;
}

/** A text that may be missing; an empty one is missing. */
export const optionalText = (
  element: string,
  value: string | undefined,
  least: number,
  most: number,
): string | undefined => (value === undefined || value === '' ? undefined : text(element, value, least, most));

/** A code out of a table of the interface. */
export function code(element: string, value: number, most: number, least = 1): string {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new DocumentError(element, `not a code of ${least} to ${most}`);
  return String(value);
}

export const optionalCode = (element: string, value: number | undefined, most: number): string | undefined =>
  value === undefined ? undefined : code(element, value, most);

const LARGEST_ID = 2n ** 63n - 1n;

/** A number that names something, at this provider or at the bureau. It may be larger than a number of JavaScript is exact. */
export function id(element: string, value: string): string {
  if (!/^[1-9]\d{0,18}$/.test(value) || BigInt(value) > LARGEST_ID) throw new DocumentError(element, 'not an id');
  return value;
}

/** A province, city or county by its six digits. */
export function area(element: string, value: string): string {
  if (!/^[1-9]\d{5}$/.test(value)) throw new DocumentError(element, 'not an area of six digits');
  return value;
}

/** A day, `YYYY-MM-DD`. */
export function day(element: string, value: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new DocumentError(element, 'not a day');
  return value;
}

/** A telephone number: digits and hyphens, at least eleven characters. */
export function telephone(element: string, value: string, most = 128): string {
  if (!/^[\d-]+$/.test(value)) throw new DocumentError(element, 'a telephone number has digits and hyphens only');
  return text(element, value, 11, most);
}

export const optionalTelephone = (element: string, value: string | undefined, most = 128): string | undefined =>
  value === undefined || value === '' ? undefined : telephone(element, value, most);

/** Mailboxes, separated by semicolons. */
export function mailboxes(element: string, value: string, most = 128): string {
  if (!value.split(';').every((one) => one.includes('@'))) throw new DocumentError(element, 'not a mailbox');
  return text(element, value, 6, most);
}

export const optionalMailboxes = (element: string, value: string | undefined, most = 128): string | undefined =>
  value === undefined || value === '' ? undefined : mailboxes(element, value, most);

/** At least one and at most so many. */
export function several<Item>(element: string, items: readonly Item[], most = Infinity): readonly Item[] {
  if (items.length === 0 || items.length > most)
    throw new DocumentError(element, `${items.length} instead of 1 to ${most}`);
  return items;
}

/** An IPv4 address as the unsigned number that the interface wants. */
export function addressNumber(element: string, address: string): string {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number) ?? [];
  if (parts.length !== 4 || parts.some((part) => part > 255)) throw new DocumentError(element, 'not an IPv4 address');
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  if (number === 0) throw new DocumentError(element, 'not the address of a host');
  return String(number);
}
