import { describe, expect, test } from '@jest/globals';
import type { Control } from './control.ts';
import type { DrawnField } from './drawn.ts';
import { patchFor, postedValues, valueOf } from './posted.ts';

const read = (control: Control, posted: Record<string, string | string[]>) => valueOf('f', control, posted);

describe('a control posts', () => {
  test.each<[string, Control, Record<string, string | string[]>, unknown]>([
    ['a text without the spaces around it', { kind: 'TEXT' }, { f: '  示例  ' }, '示例'],
    ['nothing for an empty text', { kind: 'TEXT' }, { f: '  ' }, null],
    ['nothing for a choice that was left', { kind: 'CHOICE', values: ['A'] }, {}, null],
    ['yes', { kind: 'YES_NO' }, { f: 'true' }, true],
    ['no', { kind: 'YES_NO' }, { f: 'false' }, false],
    ['a day', { kind: 'DAY', instead: 'LONG_TERM' }, { f: '2036-12-31' }, '2036-12-31'],
    [
      'that there is no day, whatever stands in the field',
      { kind: 'DAY', instead: 'LONG_TERM' },
      { f: ['2036-12-31', 'LONG_TERM'] },
      'LONG_TERM',
    ],
    ['several choices', { kind: 'CHOICES', values: ['A', 'B'] }, { f: ['A', 'B'] }, ['A', 'B']],
    ['one choice as a list', { kind: 'CHOICES', values: ['A', 'B'] }, { f: 'A' }, ['A']],
    [
      'a list with Chinese and other commas',
      { kind: 'LIST', of: 'TEXTS' },
      { f: '中文、英文, 日文' },
      ['中文', '英文', '日文'],
    ],
    ['a list of numbers', { kind: 'LIST', of: 'NUMBERS' }, { f: '1, 12' }, [1, 12]],
    [
      'rows, without those that are empty',
      { kind: 'ROWS', fields: { sector: { kind: 'CHOICE', values: ['NEWS'] }, number: { kind: 'TEXT' } } },
      { 'f.0.sector': 'NEWS', 'f.0.number': '1号', 'f.1.sector': '', 'f.1.number': '' },
      [{ sector: 'NEWS', number: '1号' }],
    ],
  ])('%s', (_, control, posted, value) => expect(read(control, posted)).toEqual(value));
});

const words = { label: { zh: '', en: '' }, rules: [], required: true };
const fields: DrawnField[] = [
  { ...words, path: 'websites.W1.name', control: { kind: 'TEXT' }, editable: true },
  { ...words, path: 'websites.W1.domain', control: { kind: 'TEXT' }, editable: false },
];

test('a page changes the fields that it offered, and no others', () => {
  const posted = { 'websites.W1.name': '示例', 'websites.W1.domain': 'other.cn', 'entity.name': 'other' };
  const values = postedValues(fields, posted);
  expect(patchFor(values)).toEqual({ websites: { W1: { name: '示例' } } });
});

test('a field that could not be saved is left as it is', () => {
  const values = new Map([
    ['entity.name', '示例'],
    ['entity.city', null],
  ]);
  expect(patchFor(values, new Set(['entity.name']))).toEqual({ entity: { city: null } });
});
