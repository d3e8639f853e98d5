/** Modules under test are loaded once in a process, and an error in one still says where it was thrown. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import * as instants from '../../domain/time/instant.ts';

test('a module under test is the same one however it is imported', async () => {
  expect(await import('../../domain/time/instant.ts')).toBe(instants);
  expect(await import(new URL('../../domain/time/instant.ts', import.meta.url).href)).toBe(instants);
});

test('the stack of an error names the line that threw it', () => {
  const thrown = () => instants.parseInstant('yesterday');
  expect(thrown).toThrow('not an ISO 8601 instant');
  const [, path = '', line = ''] = /(\/\S+\/domain\/time\/instant\.ts):(\d+)/.exec(stackOf(thrown)) ?? [];
  expect(readFileSync(path, 'utf8').split('\n')[Number(line) - 1]).toContain('throw new RangeError');
});

function stackOf(thrown: () => unknown): string {
  try {
    thrown();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? '') : '';
  }
  return '';
}
