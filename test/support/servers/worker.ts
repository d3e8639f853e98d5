/** A Temporal worker and client for one test file, on a task queue of its own. */
import { randomUUID } from 'node:crypto';
import { Client, Connection, type ClientOptions } from '@temporalio/client';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { testTemporalAddress } from './servers.ts';
import { installTemporalRuntime } from './temporal-runtime.ts';

export type TestWorkerOptions = Omit<WorkerOptions, 'connection' | 'taskQueue' | 'namespace'> & {
  readonly client?: Pick<ClientOptions, 'dataConverter' | 'interceptors'>;
  /** Of a Temporal of its own; the tests share one when left out. */
  readonly namespace?: string;
};

export interface TestWorker {
  readonly client: Client;
  readonly taskQueue: string;
  /** Stops the worker; tasks wait until `resume`. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Stops the worker and closes both connections, in the order that does not hang. */
  readonly close: () => Promise<void>;
}

/**
 * @example
 * const { client, taskQueue, close } = await startTestWorker({
 *   workflowBundle: { codePath: testWorkflowBundle() },
 *   activities,
 * });
 */
export async function startTestWorker({
  client: clientOptions,
  namespace = 'default',
  ...options
}: TestWorkerOptions): Promise<TestWorker> {
  installTemporalRuntime();
  const address = testTemporalAddress();
  const taskQueue = `test-${randomUUID()}`;
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const start = async () => {
    const worker = await Worker.create({ ...options, connection: native, taskQueue, namespace });
    return { worker, run: worker.run() };
  };
  let running: Awaited<ReturnType<typeof start>> | undefined = await start();
  const pause = async () => {
    running?.worker.shutdown();
    await running?.run;
    running = undefined;
  };
  return {
    client: new Client({ connection, namespace, ...clientOptions }),
    taskQueue,
    pause,
    async resume() {
      running ??= await start();
    },
    async close() {
      await pause();
      await native.close();
      await connection.close();
    },
  };
}
