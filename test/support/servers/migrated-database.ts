/** A database with all tables, for one test file, and the vault that opens what is sealed in it. */
import { closeDatabase, openDatabase, type Database } from '../../../store/postgres/database.ts';
import { migrate } from '../../../store/postgres/migrate.ts';
import { openVault, type Vault } from '../../../store/sealing/vault.ts';
import { PATIENT_TIMEOUTS } from '../../../store/postgres/pool.ts';
import { freshDatabase, openPatiently, prepareTemplate, type TestDatabase } from './database.ts';

const MASTER_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const INDEX_KEY = 'an index key for tests, 32 characters or more';
const TEMPLATE = 'beian_migrated';

export interface MigratedDatabase extends Pick<TestDatabase, 'goAway' | 'comeBack'> {
  readonly db: Database;
  readonly vault: Vault;
  readonly url: string;
  /** Closes the pool and drops the database. */
  readonly close: () => Promise<void>;
}

export const testVault = (): Vault => openVault(MASTER_KEYS, INDEX_KEY);

/**
 * @example
 * let store: MigratedDatabase;
 * beforeAll(async () => { store = await migratedDatabase(); });
 * afterAll(() => store.close());
 */
export async function migratedDatabase(): Promise<MigratedDatabase> {
  await prepareTemplate(TEMPLATE, async (url) => {
    const db = openDatabase(url, { maxConnections: 1, timeouts: PATIENT_TIMEOUTS });
    await migrate(db);
    await closeDatabase(db);
  });
  const database = await freshDatabase(TEMPLATE);
  const db = openPatiently(database.url);
  return {
    db,
    vault: testVault(),
    url: database.url,
    goAway: database.goAway,
    comeBack: database.comeBack,
    close: async () => {
      await closeDatabase(db);
      await database.drop();
    },
  };
}
