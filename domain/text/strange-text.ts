/**
 * The one door for everything that enters as JSON: a request, a webhook, a signal, an answer to a look-up, a receipt. Behind it a
 * text holds only characters that can be stored, sent on and seen. The names of the codes stand in the answers of the API.
 */
import type { Finding } from '../finding.ts';

/** Line feeds and tabs stay: a note may have lines. Fields of one line say so themselves (`one-line.ts`). */
const CONTROL = /[^\P{Cc}\n\r\t]/u;
/** Code points that no text may hold; `\p{Cs}` is half of a character of two halves. */
const HALF = /\p{Cs}/u;
const NO_CHARACTER = /\p{Noncharacter_Code_Point}/u;
/** Whatever leaves no trace on a page: spaces, joiners, fillers, an empty Braille cell. */
const UNSEEN = /[\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Names that reach into every object of JavaScript. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const ADVICE = {
  CONTROL_CHARACTER: 'The text holds a control character, such as U+0000. Take it out.',
  HALF_CHARACTER: 'The text holds half of a character (a lone surrogate). Send it as UTF-8 and whole.',
  NO_CHARACTER: 'The text holds a code point that is no character, such as U+FFFF. Take it out.',
  INVISIBLE: 'The text shows nothing: write something, or leave the field out.',
  RESERVED_KEY: 'A field cannot have this name.',
} as const;
type Code = keyof typeof ADVICE;

const MOST_FAULTS = 20;

/**
 * What is strange in a JSON value: the texts and names of fields that no part of the system could take. `where` names the value and is put
 * before every path. Walks level by level, so that no nesting exhausts the stack.
 */
export function strangeIn(value: unknown, where = ''): Finding[] {
  const faults: Finding[] = [];
  const say = (path: string, code: Code): void => void faults.push({ path, code, advice: ADVICE[code] });
  let level: (readonly [path: string, value: unknown])[] = [[where, value]];
  while (level.length > 0 && faults.length < MOST_FAULTS) {
    const next: typeof level = [];
    for (const [path, one] of level) {
      if (typeof one === 'string') {
        const code = strange(one);
        if (code !== undefined) say(path, code);
      }
      if (typeof one !== 'object' || one === null) continue;
      for (const [name, inner] of Object.entries(one)) {
        const fault = RESERVED_KEYS.has(name) ? 'RESERVED_KEY' : strangeName(name);
        const below = path === '' ? name : `${path}.${name}`;
        if (fault === undefined) next.push([below, inner]);
        else say(fault === 'RESERVED_KEY' ? below : path, fault);
      }
    }
    level = next;
  }
  return faults.slice(0, MOST_FAULTS);
}

/** What is strange in one text; undefined when it can be taken. */
function strange(text: string): Code | undefined {
  if (HALF.test(text)) return 'HALF_CHARACTER';
  if (CONTROL.test(text)) return 'CONTROL_CHARACTER';
  if (NO_CHARACTER.test(text)) return 'NO_CHARACTER';
  return text !== '' && text.replaceAll(UNSEEN, '') === '' ? 'INVISIBLE' : undefined;
}

/** The name of a field is one line: it stands in paths, which are printed. */
const strangeName = (name: string): Code | undefined =>
  strange(name) ?? (/\p{Cc}/u.test(name) ? 'CONTROL_CHARACTER' : undefined);

/** A text of a party that nobody can be asked to mend, such as the words of an error: without what is strange, on one line. */
export const cleaned = (text: string): string =>
  text
    .replaceAll(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\uFFFD')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** The first characters of a text, none of them cut in two. */
export const shortened = (text: string, most: number): string => Array.from(text).slice(0, most).join('');
