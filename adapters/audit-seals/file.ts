/** Seals in a file that the operator names: on another machine's disk, or one that nobody may rewrite (`chattr +a`). */
import { open } from 'node:fs/promises';
import { lineOf, type SealKeeper } from './seal-keeper.ts';

/** The file is only ever opened to append. The seal is on the disk when `keep` resolves. */
export const createSealFile = (path: string): SealKeeper => ({
  async keep(seal) {
    const file = await open(path, 'a', 0o640);
    try {
      await file.appendFile(lineOf(seal));
      await file.sync();
    } finally {
      await file.close();
    }
  },
});
