/** The parts of a test desk that the files of this folder share. */
import type { Client } from '@temporalio/client';
import type { Rules } from '../../../domain/lifecycle/terms.ts';
import type { ActionWaiter } from '../../../store/steps/action-waiter.ts';
import type { Database } from '../../../store/postgres/database.ts';
import type { Vault } from '../../../store/sealing/vault.ts';
import type { TestParties } from '../parties/parties.ts';

export interface TestParts {
  database: Database;
  vault: Vault;
  parties: TestParties;
  rules: () => Promise<Rules>;
  waiter: ActionWaiter;
  client: Client;
  taskQueue: string;
}
