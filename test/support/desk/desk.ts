/**
 * A filing desk for tests of the workflow tier: Temporal server, Postgres, workflow and activities are real; outside
 * parties are replaced at the adapters' interfaces. Each filing has its own dates, and fast-forward moves its clock.
 */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';
import { ensureNamespace } from '../../../runtime/namespace.ts';
import { connectToTemporal } from '../../../stack/temporal/connect.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { createDataConverter, PAYLOAD_CONVERTER_PATH } from '../../../codec/data-converter.ts';
import { closeDatabase, openDatabase, type Database } from '../../../store/postgres/database.ts';
import { openVault, type Vault } from '../../../store/sealing/vault.ts';
import { importPolicies } from '../../../store/policy/policies.ts';
import { createTestParties, type TestParties } from '../parties/parties.ts';
import { openPatiently, waitPatiently } from '../servers/database.ts';
import { testTemporalAddress, testWorkflowBundle } from '../servers/servers.ts';
import { startTestWorker, type TestWorker } from '../servers/worker.ts';
import { TEST_KEYS } from './test-keys.ts';
import { openFiling, type OpenOptions } from './open-filing.ts';
import type { TestFiling } from './test-filing.ts';
import { hostedActivities } from '../../../workers/hosted-activities.ts';
import { migratedDatabase } from '../servers/seeded-database.ts';

export interface DeskOptions {
  /** Path of a module with the test's own workflows, which replace the real ones. */
  workflowsPath?: string;
  /** Policy rows in addition to the built-in ones, as an operator imports them. */
  policies?: readonly object[];
  /** The address by which the worker reaches the database, when it is another than that of the test. It then waits as the product does. */
  databaseOfWorker?: (url: string) => Promise<string>;
}

export interface Desk {
  database: Database;
  databaseUrl: string;
  vault: Vault;
  parties: TestParties;
  client: Client;
  taskQueue: string;
  open(options: OpenOptions): Promise<TestFiling>;
  /** Does something while no worker runs. */
  withoutWorkers<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A Temporal that knows none of the desk's filings, with a worker for them: what is left when Temporal has lost its data. */
export async function emptyTemporal(desk: Desk): Promise<TestWorker> {
  const namespace = `empty-${randomUUID()}`;
  const connection = await connectToTemporal(testTemporalAddress());
  await ensureNamespace(connection, { namespace, retentionDays: 1 });
  await connection.close();
  return startTestWorker({ namespace, workflowBundle: { codePath: testWorkflowBundle() }, ...hosting(desk) });
}

export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const testDatabase = await migratedDatabase();
  const database = openPatiently(testDatabase.url);
  if (options.policies) await importRows(database, options.policies);
  const vault = openVault(TEST_KEYS.master, TEST_KEYS.index);
  const parties = createTestParties();
  const otherAddress = await options.databaseOfWorker?.(testDatabase.url);
  const ofWorker = otherAddress === undefined ? openPatiently(testDatabase.url) : openDatabase(otherAddress);
  const rules = rulesReader(database);
  const waiter = await waitPatiently(testDatabase.url, database, vault);
  const worker = await startTestWorker({
    workflowBundle:
      options.workflowsPath === undefined ? { codePath: testWorkflowBundle() } : await bundleOf(options.workflowsPath),
    ...hosting({ database: ofWorker, vault, parties }),
  });
  const filings: TestFiling[] = [];
  return {
    database,
    databaseUrl: testDatabase.url,
    vault,
    parties,
    client: worker.client,
    taskQueue: worker.taskQueue,
    async open(openOptions) {
      const filing = await openFiling({ database, vault, parties, rules, waiter, ...worker }, openOptions);
      filings.push(filing);
      return filing;
    },
    async withoutWorkers(work) {
      await worker.pause();
      try {
        return await work();
      } finally {
        await worker.resume();
      }
    },
    async close() {
      await Promise.all(filings.map((filing) => filing.terminate()));
      await worker.close();
      await waiter.close();
      await closeDatabase(ofWorker);
      await closeDatabase(database);
      await testDatabase.drop();
    },
  };
}

/** What a worker of the desk hosts, and how it reads payloads. */
function hosting({ database, vault, parties }: Pick<Desk, 'database' | 'vault' | 'parties'>) {
  const dataConverter = createDataConverter(TEST_KEYS.payload);
  const rules = rulesReader(database);
  const own = { database, vault, rules, deskEmail: 'desk@provider.example', clock: 'own' } as const;
  return { dataConverter, client: { dataConverter }, ...hostedActivities({ ...parties, ...own }) };
}

const bundleOf = (workflowsPath: string): Promise<WorkflowBundleOption> =>
  bundleWorkflowCode({
    workflowsPath,
    payloadConverterPath: PAYLOAD_CONVERTER_PATH,
    logger: new DefaultLogger('ERROR'),
  });

async function importRows(database: Database, rows: readonly object[]): Promise<void> {
  const imported = await importPolicies(database, rows, 'test');
  if (!imported.imported) throw new Error(`bad policy rows: ${imported.errors.join('; ')}`);
}
