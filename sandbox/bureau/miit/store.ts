/** Everything that MIIT's side of the interface remembers. */
import type { Memory } from '../../state/memory.ts';
import { type BureauAccount, SANDBOX_ACCOUNTS } from './accounts.ts';
import { createAddressBase } from './address-base.ts';
import { createConditions } from './conditions.ts';
import { createFiles } from './files.ts';
import { createRecordBook } from './record-book.ts';
import { createRequests } from './requests.ts';
import { createUploadLog } from './upload-log.ts';

/** An unfiled website that a provider was told of. */
interface ToldUnfiled {
  id: string;
  domain: string;
  /** As the interface writes it: a number. */
  address: string;
  handled: boolean;
}

export type MiitStore = ReturnType<typeof createMiitStore>;

export function createMiitStore(memory: Memory, accounts: readonly BureauAccount[] = SANDBOX_ACCOUNTS) {
  const book = createRecordBook(memory);
  const parts = {
    files: createFiles(memory),
    uploads: createUploadLog(memory),
    requests: createRequests(memory),
    conditions: createConditions(memory),
    addresses: createAddressBase(memory, book.nextId),
    book,
  };
  const collections = {
    /** Open verification tasks, by the province's id of the entity. */
    tasks: memory.collection<'OPEN' | 'ANSWERED'>('miitTasks'),
    unfiled: memory.collection<ToldUnfiled>('miitUnfiled'),
    blacklistedDomains: memory.collection<true>('miitBlacklistedDomains'),
    passwords: memory.collection<string>('miitPasswords'),
    passwordChecks: memory.collection<number>('miitPasswordChecks'),
    /** Accounts that were given the code tables. */
    tablesGiven: memory.collection<true>('miitTablesGiven'),
  };
  return {
    accounts,
    account: (province: string) => accounts.find((one) => one.province === province),
    ...parts,
    ...collections,
    reset(): void {
      for (const part of Object.values(parts)) part.reset();
      for (const collection of Object.values(collections)) collection.clear();
    },
  };
}
