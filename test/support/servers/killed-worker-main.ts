/** A worker in a process of its own, which a test may kill at any moment (`killed-worker.ts`). Outside parties accept everything. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../../activities/index.ts';
import { createDataConverter } from '../../../codec/data-converter.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { openVault } from '../../../store/sealing/vault.ts';
import { openPatiently } from './database.ts';
import { TEST_KEYS } from '../desk/test-keys.ts';
import { createTestParties } from '../parties/parties.ts';
import { testTemporalAddress, testWorkflowBundle } from './servers.ts';

const [databaseUrl = '', taskQueue = ''] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const database = openPatiently(databaseUrl);
const vault = openVault(TEST_KEYS.master, TEST_KEYS.index);
const connection = await NativeConnection.connect({ address: testTemporalAddress() });
const worker = await Worker.create({
  connection,
  taskQueue,
  workflowBundle: { codePath: testWorkflowBundle() },
  dataConverter: createDataConverter(TEST_KEYS.payload),
  activities: {
    ...createActivities({
      ...createTestParties(),
      database,
      vault,
      rules: rulesReader(database),
      deskEmail: 'desk@provider.example',
      clock: 'own',
    }),
  },
});
process.send?.('ready');
await worker.run();
