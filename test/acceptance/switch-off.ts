/**
 * How the behaviour behind an acceptance row is switched off, and which test must then fail. A row counts as shown only when
 * its test was seen to do so.
 */
import { createHash } from 'node:crypto';

export interface SwitchOff {
  /** The rows whose behaviour it is: `A-079`. */
  rows: readonly string[];
  /** Of the product, from the project's folder. */
  file: string;
  /** A text that stands exactly once in the file, and what stands in its place when the behaviour is off. */
  from: string;
  to: string;
  /** The test file, and a part of the title of the test that must fail: the text stands exactly once in the file. */
  test: string;
  title: string;
}

/** One test that was seen to fail, by the fingerprint of what was switched off and of the test. */
export interface SeenRed {
  fingerprint: string;
  /** The first test that failed, by its whole name. */
  failed: string;
}

/** The name under which a switch-off is remembered. */
export const nameOf = ({ rows, file, title }: SwitchOff): string => `${rows.join(' ')} | ${file} | ${title}`;

/** Changes with the line, what replaces it, and the text of the test, but with nothing else. */
export const fingerprint = ({ file, from, to, test, title }: SwitchOff, source: string): string =>
  createHash('sha256')
    .update(JSON.stringify([file, from, to, test, title, source]))
    .digest('hex')
    .slice(0, 32);

/** The file with the behaviour switched off. Throws unless the text stands there exactly once. */
export function switchedOff({ file, from, to }: SwitchOff, text: string): string {
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`${file} has ${times} times, and not once: ${from}`);
  return text.replace(from, () => to);
}
