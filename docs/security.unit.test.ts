/**
 * docs/security.md against OWASP ASVS 5.0.0: each requirement of levels 1 and 2 stands in one row, none of level 3 does, and what is said to
 * be met names a test. `paths.unit.test.ts` looks whether the named files are there.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The numbers of levels 1 and 2 by section, typed in from the standard. */
const STANDARD: Readonly<Record<string, string>> = {
  '1.1': '1-2',
  '1.2': '1-9',
  '1.3': '1-11',
  '1.4': '1-3',
  '1.5': '1-2',
  '2.1': '1-3',
  '2.2': '1-3',
  '2.3': '1-4',
  '2.4': '1',
  '3.2': '1-2',
  '3.3': '1-4',
  '3.4': '1-6',
  '3.5': '1-5',
  '3.7': '1-2',
  '4.1': '1-3',
  '4.2': '1',
  '4.3': '1-2',
  '4.4': '1-4',
  '5.1': '1',
  '5.2': '1-3',
  '5.3': '1-2',
  '5.4': '1-3',
  '6.1': '1-3',
  '6.2': '1-12',
  '6.3': '1-4',
  '6.4': '1-4',
  '6.5': '1-5',
  '6.6': '1-3',
  '6.8': '1-4',
  '7.1': '1-3',
  '7.2': '1-4',
  '7.3': '1-2',
  '7.4': '1-5',
  '7.5': '1-2',
  '7.6': '1-2',
  '8.1': '1-2',
  '8.2': '1-3',
  '8.3': '1',
  '8.4': '1',
  '9.1': '1-3',
  '9.2': '1-4',
  '10.1': '1-2',
  '10.2': '1-2',
  '10.3': '1-4',
  '10.4': '1-11',
  '10.5': '1-5',
  '10.6': '1-2',
  '10.7': '1-3',
  '11.1': '1-2',
  '11.2': '1-3',
  '11.3': '1-3',
  '11.4': '1-4',
  '11.5': '1',
  '11.6': '1',
  '12.1': '1-3',
  '12.2': '1-2',
  '12.3': '1-4',
  '13.1': '1',
  '13.2': '1-5',
  '13.3': '1-2',
  '13.4': '1-5',
  '14.1': '1-2',
  '14.2': '1-4',
  '14.3': '1-3',
  '15.1': '1-3',
  '15.2': '1-3',
  '15.3': '1-7',
  '16.1': '1',
  '16.2': '1-5',
  '16.3': '1-4',
  '16.4': '1-3',
  '16.5': '1-3',
  '17.1': '1',
  '17.2': '1-4',
  '17.3': '1-2',
};

const numbersIn = (text: string): number[] =>
  text.split(', ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
const required = Object.entries(STANDARD).flatMap(([section, numbers]) =>
  numbersIn(numbers).map((number) => `${section}.${number}`),
);

interface Row {
  requirements: string[];
  status: string;
  shownBy: string;
}

const ROW = /^\| (?<what>\d.*?) *\| (?<status>met|mostly|partly|provider|not applicable) *\| (?<shownBy>.*?) *\|$/gm;
const page = readFileSync(new URL('security.md', import.meta.url), 'utf8');
const rows: Row[] = [...page.matchAll(ROW)].map(({ groups }) => ({
  requirements: requirementsIn(groups?.['what'] ?? ''),
  status: groups?.['status'] ?? '',
  shownBy: groups?.['shownBy'] ?? '',
}));

/** `1.2.1–1.2.3, 1.4.1 words` names four requirements. */
function requirementsIn(text: string): string[] {
  const [listed = ''] = /^(?:\d+\.\d+\.\d+(?:–|, )?)+/.exec(text) ?? [];
  return listed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = '', last = first] = part.split('–');
      const section = first.split('.').slice(0, 2).join('.');
      const numberOf = (name: string) => Number(name.split('.').at(-1));
      return numbersIn(`${numberOf(first)}-${numberOf(last)}`).map((number) => `${section}.${number}`);
    });
}

test('every requirement of levels 1 and 2 stands in exactly one row, and no other does', () => {
  const named = rows.flatMap(({ requirements }) => requirements);
  expect(required).toHaveLength(253);
  expect(named.toSorted()).toEqual(required.toSorted());
});

test('what is met names a test', () => {
  const unshown = rows.filter(({ status, shownBy }) => status === 'met' && !/`[\w./-]+\.test\.ts`/.test(shownBy));
  expect(unshown.map(({ requirements }) => requirements.join(' '))).toEqual([]);
});
