/** Every text of a desk says something in both languages, with the same values in it, and some page of the desk says it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { adviceFor } from '../../domain/messages/texts/advice-zh.ts';
import { refusals } from '../../domain/refusal.ts';
import { useCaseRefusals } from '../../usecases/refusal.ts';
import type { Texts } from './texts.ts';

const CONSOLE = dirname(import.meta.dirname);
const NAMES = [...readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })].filter(
  (name) => /(^|\/)texts\.ts$/.test(name) && name !== 'texts/texts.ts',
);

const valuesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

const sources = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)texts\.ts$|\.test\.tsx?$/.test(name))
  .map((name) => readFileSync(join(CONSOLE, name), 'utf8'))
  .join('\n');

/** By its name, or by a word that is also a value of the domain, such as a role. */
const isSaid = (name: string): boolean =>
  new RegExp(`\\.${name}\\b|['"]${name}['"]`).test(sources) ||
  /^[A-Z_]+$|^(applicant|reviewer|mailroom|operator|auditor|system)$/.test(name);

test('every refusal of a filing and of a use case has Chinese words', () => {
  const english = Object.entries({ ...refusals, ...useCaseRefusals });
  expect(english.length).toBeGreaterThan(60);
  const without = english.filter(([code, words]) => !/\p{Script=Han}/u.test(adviceFor(code, words).zh));
  expect(without.map(([code]) => code)).toEqual([]);
});

test.each([
  'FILE_TYPE',
  'FILE_DISGUISED',
  'IMAGE_DAMAGED',
  'IMAGE_TOO_MANY_PIXELS',
  'IMAGE_MULTI_FRAME',
  'IMAGE_TOO_COMPLEX',
  'IMAGE_NOT_LEGIBLE',
  'USE_PC',
])('what is wrong with a picture or a channel is said in Chinese: %s', (code) => {
  expect(adviceFor(code, 'x').zh).toMatch(/\p{Script=Han}/u);
});

test('there are texts to look at', () => expect(NAMES.length).toBeGreaterThan(3));

test.each(NAMES)('%s says every text in both languages, and no text that nobody uses', async (name) => {
  const { texts } = (await import(join(CONSOLE, name))) as { texts: Texts };
  const faults = Object.entries(texts).flatMap(([key, { zh, en }]) => [
    ...(zh.trim() === '' || en.trim() === '' ? [`${key} is empty`] : []),
    ...(valuesIn(zh).join() === valuesIn(en).join() ? [] : [`${key} has other values in each language`]),
    ...(isSaid(key) ? [] : [`${key} is said nowhere`]),
  ]);
  expect(faults).toEqual([]);
});
