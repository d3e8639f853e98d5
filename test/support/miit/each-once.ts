/** What holds of an exchange however often its bureau fails: each upload is accepted once, and no file waits. */
import { expect } from '@jest/globals';
import { PROVINCE } from './bureau-desk.ts';
import type { Exchange } from './exchange-uploads.ts';

export async function eachOnce({ sandbox, numbers }: Exchange, uploads: number): Promise<void> {
  const expected = Array.from({ length: uploads }, (_one, index) => index + 1);
  expect(await numbers()).toEqual(expected);
  expect(sandbox.bureaus.uploads.of(PROVINCE).map(({ number }) => number)).toEqual(expected);
  expect(sandbox.bureaus.uploads.repeated(PROVINCE)).toBe(0);
  expect(sandbox.bureaus.files.waiting(PROVINCE)).toEqual([]);
}
