/**
 * A deterministic digest of text (FNV-1a, 64 bits). It names versions of data and notices changes; it is not meant to
 * keep anything secret, which is why nothing that identifies a person may be recoverable from where it is used.
 */
const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** Sixteen hexadecimal digits that depend on every character of `text`. */
export function digest(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}

/** The version of a piece of data: the digest of its JSON with the keys of every object in order. */
export function contentVersion(data: unknown): string {
  return digest(JSON.stringify(data, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
