import { z } from 'zod';

/** Line feeds of every kind, and tabs. Made anew for each schema, because what workflows share is frozen. */
const lineBreaks = (): RegExp => /[\n\r\t\v\f\u0085\u2028\u2029]/u;

/**
 * Schema of a text on one line that a signal may bring with line breaks: each run of them becomes a space. Not refused, because a process
 * that took such a signal must take it again when its history is replayed.
 */
export const madeOneLine = (least: number, most: number) =>
  z
    .string()
    .overwrite((text) => text.replace(/\s*[\n\r\t\v\f\u0085\u2028\u2029]\s*/gu, ' '))
    .trim()
    .min(least)
    .max(most);

/** Schema of a text on one line, without spaces around it. */
export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !lineBreaks().test(text), { error: 'write it on one line', params: { code: 'LINE_BREAK' } });
