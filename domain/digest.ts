/**
 * A deterministic digest of text: two 32-bit multiplicative hashes (FNV-1a and one with another prime). It names versions
 * of data and shows that data has changed. It keeps nothing secret, so it must not be used where it could reveal personal
 * data.
 */
const LANES = [
  { offset: 0x811c9dc5, prime: 0x01000193 },
  { offset: 0x9747b28c, prime: 0x85ebca6b },
] as const;

/** Sixteen hexadecimal digits that depend on every character of `text`. */
export function digest(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return LANES.map(({ offset, prime }) => {
    let hash: number = offset;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, prime);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }).join('');
}

/** The version of a piece of data: the digest of its JSON with the keys of every object in order. */
export function contentVersion(data: unknown): string {
  return digest(canonicalJson(data));
}

/** JSON with the keys of every object in order: equal data are equal texts. */
export const canonicalJson = (data: unknown): string => JSON.stringify(data, sortKeys);

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
