/** Sender and fetcher of one account as Temporal workflows, with a bureau that fails one call in five in every way it knows. */
import { setTimeout as delay } from 'node:timers/promises';
import { createDataConverter } from '../../../codec/data-converter.ts';
import { fetcherId, senderId, WAKE } from '../../../domain/bureau/exchange.ts';
import { instant } from '../../../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { queueUpload } from '../../../store/bureau/uploads.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { startBureauExchange } from '../../../workers/bureau-exchange.ts';
import { hostedActivities } from '../../../workers/hosted-activities.ts';
import { TEST_KEYS } from '../desk/test-keys.ts';
import { createTestParties } from '../parties/parties.ts';
import { migratedDatabase } from '../servers/migrated-database.ts';
import { testWorkflowBundle } from '../servers/servers.ts';
import { startTestWorker, type TestWorker } from '../servers/worker.ts';
import { accountAt, PROVINCE, report } from './bureau-desk.ts';

const ONE_IN = 5;
/** A bound for work that needs seconds or minutes; the test says which. */
const WITHIN_MS = 600_000;

export interface Exchange {
  name: string;
  worker: TestWorker;
  sandbox: Sandbox;
  /** What a worker in another process needs for the same account. */
  place: { databaseUrl: string; taskQueue: string; sandboxUrl: string; name: string };
  /** Queues uploads, puts files into the bureau's queue, and starts sender and fetcher. */
  begin: (work: { uploads: number; files: number }) => Promise<void>;
  /** Waits until so many uploads are accepted, and no file waits at the bureau where all of them are. */
  accepted: (uploads: number, files: 'no-matter' | 'all') => Promise<void>;
  /** The numbers of the accepted uploads. */
  numbers: () => Promise<number[]>;
  close: () => Promise<void>;
}

export async function startExchange(): Promise<Exchange> {
  const [store, sandbox] = await Promise.all([migratedDatabase(), createSandbox()]);
  const { db: database, vault } = store;
  const name = `exchange-${process.pid}-${Date.now() % 1_000_000}`;
  const client = accountAt(sandbox, name);
  const dataConverter = createDataConverter(TEST_KEYS.payload);
  const own = {
    database,
    vault,
    rules: rulesReader(database),
    deskEmail: 'desk@provider.example',
    clock: 'own',
  } as const;
  const worker = await startTestWorker({
    workflowBundle: { codePath: testWorkflowBundle() },
    dataConverter,
    client: { dataConverter },
    ...hostedActivities({ ...createTestParties(), ...own, bureauAccounts: [client] }),
  });
  const numbers = async (): Promise<number[]> => {
    const rows = await database
      .selectFrom('bureau_uploads')
      .select('data_sequence as number')
      .where('state', '=', 'ACCEPTED')
      .orderBy('data_sequence')
      .execute();
    return rows.map(({ number }) => number ?? 0);
  };
  return {
    name,
    worker,
    sandbox,
    numbers,
    place: { databaseUrl: store.url, taskQueue: worker.taskQueue, sandboxUrl: sandbox.url, name },
    async begin({ uploads, files }) {
      sandbox.bureaus.conditions.set(PROVINCE, { failOneIn: ONE_IN });
      for (let file = 0; file < files; file += 1) sandbox.bureaus.files.put({ province: PROVINCE }, { DJTB: {} });
      await startBureauExchange(worker.client, worker.taskQueue, [client]);
      for (let upload = 1; upload <= uploads; upload += 1) {
        const one = { account: name, key: `upload ${upload}`, message: 'IPLY', zip: report(`upload ${upload}`) };
        await queueUpload(database, vault, one, instant(Date.now()));
      }
      await worker.client.workflow.getHandle(senderId(name)).signal(WAKE);
    },
    async accepted(uploads, files) {
      const isDone = async () =>
        (await numbers()).length >= uploads &&
        (files === 'no-matter' || sandbox.bureaus.files.waiting(PROVINCE).length === 0);
      const until = Date.now() + WITHIN_MS;
      while (!(await isDone()) && Date.now() < until) await delay(50);
    },
    async close() {
      for (const id of [senderId(name), fetcherId(name)])
        await worker.client.workflow
          .getHandle(id)
          .terminate('the test is over')
          .catch(() => {});
      await worker.close();
      await sandbox.stop();
      await store.close();
    },
  };
}
