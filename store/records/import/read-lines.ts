/** Lines of a file as it comes, with no more than one of them in memory. */
import type { ImportReason } from '../../../domain/record/import/import-finding.ts';

export interface FileLine {
  /** Counted from 1. */
  line: number;
  /** What the line holds as JSON, or why it cannot be read. */
  content: { value: unknown } | { fault: ImportReason };
  /** The file begins with a byte order mark. */
  hasMark: boolean;
}

const LONGEST = 1024 * 1024;
const LINE_FEED = 0x0a;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Empty lines are counted and left out. */
export async function* readLines(file: AsyncIterable<Uint8Array>): AsyncGenerator<FileLine> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= LONGEST) parts.push(part);
  };
  const end = (isWhole: boolean): FileLine | undefined => {
    line += 1;
    const read = lineOf(line, length > LONGEST ? undefined : Buffer.concat(parts), isWhole);
    parts = [];
    length = 0;
    return read;
  };
  for await (const chunk of file) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, from)) {
      take(bytes.subarray(from, at));
      const read = end(true);
      if (read !== undefined) yield read;
      from = at + 1;
    }
    // What is kept over to the next chunk must not change with the buffer that it came in.
    if (from < bytes.length) take(Buffer.from(bytes.subarray(from)));
  }
  const last = length > 0 ? end(false) : undefined;
  if (last !== undefined) yield last;
}

function lineOf(line: number, bytes: Buffer | undefined, isWhole: boolean): FileLine | undefined {
  if (bytes === undefined) return { line, content: { fault: 'LINE_TOO_LONG' }, hasMark: false };
  const hasMark = line === 1 && bytes.subarray(0, MARK.length).equals(MARK);
  const text = decoded(hasMark ? bytes.subarray(MARK.length) : bytes);
  if (text === undefined) return { line, content: { fault: 'NOT_UTF8' }, hasMark };
  if (text.trim() === '') return hasMark ? { line, content: { fault: 'NO_HEADER' }, hasMark } : undefined;
  return { line, content: contentOf(text, isWhole), hasMark };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the finding says so
  }
}

function contentOf(text: string, isWhole: boolean): FileLine['content'] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
  } catch {
    // the finding says so
  }
  return { fault: isWhole ? 'NOT_JSON' : 'HALF_A_LINE' };
}
