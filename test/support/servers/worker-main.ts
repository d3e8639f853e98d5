/**
 * A worker in a process of its own, made as in production but without its schedules. It says by message when it takes tasks, and answers
 * every message with its resident memory in bytes: now, and the most so far.
 */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { readConfig } from '../../../domain/configuration.ts';
import { createDataConverter } from '../../../codec/data-converter.ts';
import { workerConfigSchema } from '../../../runtime/config.ts';
import { runProcess } from '../../../runtime/entry-point.ts';
import { createParties } from '../../../runtime/parties.ts';
import { temporalConnectionOptions } from '../../../runtime/temporal-connection.ts';
import { rulesReader } from '../../../store/policy/rules.ts';
import { closeDatabase, openDatabase } from '../../../store/postgres/database.ts';
import { openVault } from '../../../store/sealing/vault.ts';
import { createWorker } from '../../../workers/worker.ts';
import { testWorkflowBundle } from './servers.ts';

const LOOK_EVERY_MS = 5;

runProcess('test-worker', async () => {
  const config = readConfig(workerConfigSchema, process.env);
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const database = openDatabase(config.DATABASE_URL);
  const vault = openVault(config.BEIAN_MASTER_KEYS, config.BEIAN_INDEX_KEY);
  const connection = await NativeConnection.connect(temporalConnectionOptions(config));
  const worker = await createWorker({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.BEIAN_TASK_QUEUE,
    dataConverter: createDataConverter(config.BEIAN_PAYLOAD_KEYS),
    dependencies: {
      ...createParties(config, { database, vault }),
      database,
      vault,
      rules: rulesReader(database),
      deskEmail: config.DESK_EMAIL,
      clock: 'own',
    },
    bundlePath: testWorkflowBundle(),
  });
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, LOOK_EVERY_MS);
  process.on('message', () => process.send?.({ now: process.memoryUsage.rss(), most }));
  const run = worker.run();
  process.send?.('takes tasks');
  await run;
  clearInterval(look);
  process.disconnect();
  await connection.close();
  await closeDatabase(database);
});
