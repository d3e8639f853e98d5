/** Looks for many needles at once, because raw files are large and every planted value has many spellings. */
import { spellingsOf } from './spellings.ts';

/** What was planted, by the field it stands in. Several texts may belong to one field. */
export interface Planted {
  field: string;
  text: string;
}

/** The names of the fields whose value is in the bytes, in any spelling. */
export type Search = (bytes: Buffer) => string[];

interface Needle {
  field: string;
  bytes: Buffer;
}

export function searchFor(planted: readonly Planted[]): Search {
  const needles = planted.flatMap(({ field, text }) => spellingsOf(text).map((bytes) => ({ field, bytes })));
  return searchForBytes(needles);
}

/** The same for needles that are no text. */
export function searchForBytes(needles: readonly Needle[]): Search {
  const byStart = new Map<number, Needle[]>();
  const starts = new Uint8Array(1 << 24);
  for (const needle of needles) {
    const start = needle.bytes.readUIntLE(0, 3);
    starts[start] = 1;
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  return (bytes) => {
    const found = new Set<string>();
    let start = bytes.length < 3 ? 0 : ((bytes[0] ?? 0) << 8) | ((bytes[1] ?? 0) << 16);
    for (let at = 2; at < bytes.length; at += 1) {
      start = (start >>> 8) | ((bytes[at] ?? 0) << 16);
      if (starts[start] !== 1) continue;
      for (const { field, bytes: wanted } of byStart.get(start) ?? []) {
        // Hundreds of numbers begin alike: two bytes say of most that it is another one. No spelling is shorter than four bytes.
        const isAlike = bytes[at + 1] === wanted[3] && bytes[at + wanted.length - 3] === wanted.at(-1);
        if (isAlike && bytes.compare(wanted, 0, wanted.length, at - 2, at - 2 + wanted.length) === 0) found.add(field);
      }
    }
    return [...found].toSorted();
  };
}
