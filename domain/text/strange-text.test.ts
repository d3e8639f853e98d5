import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actionData } from '../lifecycle/action.ts';
import { madeOneLine, oneLine } from './one-line.ts';
import { cleaned, shortened, strangeIn } from './strange-text.ts';
import { utf8 } from './utf-8.ts';

const codesOf = (value: unknown): string[] => strangeIn(value).map(({ path, code }) => `${path} ${code}`);

describe('the door for texts', () => {
  test.each([
    ['a\u0000b.cn', 'CONTROL_CHARACTER'],
    ['李雷\u0007', 'CONTROL_CHARACTER'],
    ['a\u001bb', 'CONTROL_CHARACTER'],
    ['a\u007fb', 'CONTROL_CHARACTER'],
    ['a\u0085b', 'CONTROL_CHARACTER'],
    ['\ud800', 'HALF_CHARACTER'],
    ['x\udfffy', 'HALF_CHARACTER'],
    ['\uffff', 'NO_CHARACTER'],
    ['\u{1fffe}', 'NO_CHARACTER'],
    [' ', 'INVISIBLE'],
    ['\u3000\u00a0', 'INVISIBLE'],
    ['\u200b\u200d\ufeff', 'INVISIBLE'],
    ['\u3164', 'INVISIBLE'],
    ['\u115f\u1160\uffa0', 'INVISIBLE'],
    ['\u2800', 'INVISIBLE'],
    ['\u202e\u2066', 'INVISIBLE'],
  ])('refuses %j', (text, code) => {
    expect(codesOf({ deep: [{ text }] })).toEqual([`deep.0.text ${code}`]);
  });

  test.each(['李雷', '中国·示例', 'two\nlines\r\nand a\ttab', '𠮷野家', '葛\u{e0100}城', '', '👨‍👩‍👧', 'Zoë', '\ue000'])(
    'takes %j',
    (text) => {
      expect(strangeIn({ text })).toEqual([]);
    },
  );

  test.each(['__proto__', 'constructor', 'prototype'])(
    'refuses a field with the name %s, wherever it stands',
    (name) => {
      expect(codesOf(JSON.parse(`{"entity":{"${name}":{"a":1}},"${name}":1}`))).toEqual([
        `${name} RESERVED_KEY`,
        `entity.${name} RESERVED_KEY`,
      ]);
      expect(codesOf(JSON.parse('{"a\\u0000b":1}'))).toEqual([' CONTROL_CHARACTER']);
      expect(codesOf({ note: { 'two\tcolumns': 1 } })).toEqual(['note CONTROL_CHARACTER']);
    },
  );

  test('takes every other JSON value, and never repeats what it refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        for (const { advice, path } of strangeIn(value)) expect(`${path}${advice}`).not.toMatch(/\p{Cc}|\p{Cs}/u);
        if (strangeIn(value).length === 0) expect(Buffer.from(text, 'utf8').toString('utf8')).toBe(text);
      }),
    );
  });

  test('walks a value of any depth', () => {
    expect(codesOf(JSON.parse(`${'['.repeat(50_000)}"\\u0000"${']'.repeat(50_000)}`))).toHaveLength(1);
  });
});

test('a field of one line refuses line breaks of every kind, and tells so', () => {
  for (const character of ['\n', '\r', '\r\n', '\t', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029']) {
    const read = oneLine(20).safeParse(`李${character}雷`);
    expect(read.error?.issues).toMatchObject([{ message: 'write it on one line' }]);
  }
  expect(oneLine(20).parse(' 李 雷 ')).toBe('李 雷');
});

test('a line in a signal is made one line, whatever breaks it', () => {
  for (const character of ['\n', '\r\n', '\t', '\u000b', '\u0085', '\u2028']) {
    expect(madeOneLine(1, 20).parse(` 顺丰 ${character} 速运 `)).toBe('顺丰 速运');
  }
  expect(madeOneLine(1, 20).safeParse('\n \t').success).toBe(false);
});

test.each([
  ['mailRegistered', { courier: 'SF\r\nBcc: x@example.cn', trackingNumber: 'SF1234' }, 'SF Bcc: x@example.cn'],
  ['requestBackdrop', { address: '广州市\n示例路1号' }, '广州市 示例路1号'],
  ['forwardAccepted', { handOver: 1, reference: 'ref\n1' }, 'ref 1'],
  ['reject', { items: [{ path: 'entity.name', code: 'MISSING', advice: 'Write\nit.' }] }, 'Write it.'],
] as const)('the lines of %s hold no line break', (action, data, expected) => {
  const read = JSON.stringify(actionData[action]().parse(data));
  expect(read).toContain(expected);
  expect(read).not.toMatch(/\\[nrt]/);
});

test('words of a party that nobody can correct are cleaned and stay readable', () => {
  expect(cleaned('bad\u0000news\r\nBcc: x\ud800')).toBe('bad news Bcc: x\ufffd');
  expect(shortened('𠮷𠮷𠮷', 2)).toBe('𠮷𠮷');
});

test('bytes that are not UTF-8 are no text', () => {
  expect(utf8(Buffer.from('中文'))).toBe('中文');
  for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe4, 0xb8], [0xd6, 0xd0]]) {
    expect(() => utf8(Uint8Array.from(bytes))).toThrow('not valid');
  }
});
