/** Does something in a transaction that is taken back, to see what it would change. */
import { inTransaction, type Database } from '../postgres/database.ts';

class TakenBack extends Error {
  override readonly name = 'TakenBack';
}

export async function withoutEffect<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  const seen: T[] = [];
  try {
    await inTransaction(db, async (trx) => {
      seen.push(await work(trx));
      throw new TakenBack('nothing of this stays');
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  const [result] = seen;
  if (result === undefined) throw new Error('the work did not say what it saw');
  return result;
}
