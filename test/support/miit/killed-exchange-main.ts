/** A worker in a process of its own that carries the exchange of one account, for a test that kills it. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../../activities/index.ts';
import { createDataConverter } from '../../../codec/data-converter.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { openPatiently } from '../servers/database.ts';
import { TEST_KEYS } from '../desk/test-keys.ts';
import { createTestParties } from '../parties/parties.ts';
import { testVault } from '../servers/migrated-database.ts';
import { testTemporalAddress, testWorkflowBundle } from '../servers/servers.ts';
import { accountAt } from './bureau-desk.ts';

const [databaseUrl = '', taskQueue = '', url = '', name = ''] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const database = openPatiently(databaseUrl);
const connection = await NativeConnection.connect({ address: testTemporalAddress() });
const activities = createActivities({
  ...createTestParties(),
  database,
  vault: testVault(),
  rules: rulesReader(database),
  deskEmail: 'desk@provider.example',
  clock: 'own',
  bureauAccounts: [accountAt({ url }, name)],
});
const worker = await Worker.create({
  connection,
  taskQueue,
  workflowBundle: { codePath: testWorkflowBundle() },
  dataConverter: createDataConverter(TEST_KEYS.payload),
  activities: { ...activities },
});
await worker.run();
