import { beforeEach, describe, expect, test } from '@jest/globals';
import { undoneOnFailure } from './undone-on-failure.ts';

const failure = new Error('the work failed');
const failing = (): Promise<string> => Promise.reject(failure);

describe('work that is undone on failure', () => {
  let undone: number;
  const undo = async () => {
    undone += 1;
  };
  beforeEach(() => {
    undone = 0;
  });

  test('a success is answered, and what was written stays', async () => {
    await expect(undoneOnFailure(async () => 'done', undo)).resolves.toBe('done');
    expect(undone).toBe(0);
  });

  test('a failure removes what was written once, and is thrown on', async () => {
    await expect(undoneOnFailure(failing, undo)).rejects.toBe(failure);
    expect(undone).toBe(1);
  });

  test('a failure after which something may have changed leaves what was written', async () => {
    await expect(undoneOnFailure(failing, undo, (error) => error !== failure)).rejects.toBe(failure);
    expect(undone).toBe(0);
  });

  test('a failure of the removal does not hide the failure of the work', async () => {
    const stuck = () => Promise.reject(new Error('the removal failed'));
    await expect(undoneOnFailure(failing, stuck)).rejects.toBe(failure);
  });
});
