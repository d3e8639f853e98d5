/** The mark in a file of its own, beside the file of the seals. */
import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { parseMark, type MarkKeeper } from './mark-keeper.ts';

/** The old mark stays until the new one is on the disk. */
export const createMarkFile = (path: string): MarkKeeper => ({
  async read() {
    try {
      return parseMark(await readFile(path, 'utf8'));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  async keep(number) {
    const unfinished = `${path}.${randomUUID()}`;
    const file = await open(unfinished, 'wx', 0o640);
    try {
      await file.writeFile(`${number}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  },
});
