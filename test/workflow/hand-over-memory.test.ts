/** A hand-over of a hundred scans by a worker process, whose memory is read while it works. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createLocalFolderDocuments } from '../../adapters/documents/local-folder.ts';
import { slotsToHandOver } from '../../domain/materials/slots-of-order.ts';
import { SECTORS } from '../../domain/order/form.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { programOf } from '../../stack/programs/program.ts';
import { sandboxEnvironment } from '../../stack/sandbox-environment.ts';
import { currentDocuments } from '../../store/proofs/documents.ts';
import { applied, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { upload } from '../support/desk/proofs.ts';
import { TEST_KEYS } from '../support/desk/test-keys.ts';
import { enterprise } from '../support/orders/applicants.ts';
import { testTemporalAddress } from '../support/servers/servers.ts';

const A_LONG_HAND_OVER_MS = 200_000;

const SCANS = 100;
/** Just below the largest image that is accepted. */
const SCAN_BYTES = 4_000_000;
/**
 * A worker that holds the scans grows by more than they weigh. One that holds a few grows by about a quarter of that: the code it
 * loads for its first tasks, which it had not loaded when its memory was first read, and what awaits the collector.
 */
const FLAT_WITHIN_BYTES = (SCANS * SCAN_BYTES) / 2;

let desk: Desk;
let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  [desk, sandbox, folder] = await Promise.all([
    startDesk(),
    createSandbox(),
    mkdtemp(join(tmpdir(), 'beian-hand-over-')),
  ]);
});
afterAll(async () => {
  await desk.close();
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

test('a worker hands a hundred scans over in the memory of a few', async () => {
  const { entity, people, websites } = enterprise();
  const preApprovals = SECTORS.slice(-10).map((sector) => ({ sector }));
  const many = Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`W${number}`, { ...websites['W1'], preApprovals }]));
  const filing = await readyForBureau(desk, { form: { entity, people, websites }, at: '2026-04-13 10:00' });
  desk.parties.bureau.turns.set(
    filing.orderId,
    Array.from({ length: SCANS }, () => 'down' as const),
  );
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.delivered();
  await filing.save((form) => ({ ...form, websites: { ...form.websites, ...many } }));

  const documents = createLocalFolderDocuments({ folder: join(folder, 'documents') });
  const { form, type = 'FIRST' } = await filing.order();
  if (!form) throw new Error('the order was erased');
  const slots = [...slotsToHandOver({ form, type })].slice(0, SCANS);
  for (const slot of new Set([...slots, ...(await filing.slots())])) {
    const parts = { ...desk, parties: { documents } };
    await upload(parts, filing.orderId, slot, await filing.now(), randomBytes(SCAN_BYTES));
  }
  expect((await currentDocuments(desk.database, filing.orderId)).length).toBeGreaterThanOrEqual(SCANS);

  for (const websiteId of ['W1', 'W2']) {
    const instanceId = `i-${filing.orderId}-${websiteId}`;
    const facts = await desk.parties.assets.instance(instanceId);
    if (facts !== undefined) sandbox.assets.putInstance(facts);
  }

  await desk.withoutWorkers(async () => {
    const worker = await startWorker();
    try {
      const { now: before } = await memoryOf(worker);
      await filing.travelTo('2026-04-13 11:00'); // past the pause before the next try
      await filing.reaches('SMS_PENDING', A_LONG_HAND_OVER_MS);
      const { most } = await memoryOf(worker);
      expect(most - before).toBeLessThan(FLAT_WITHIN_BYTES);
    } finally {
      const ended = once(worker, 'exit');
      worker.kill('SIGTERM');
      await ended;
    }
  });
  expect(sandbox.filings.list(filing.orderId)).toMatchObject([{ content: { documents: { length: SCANS } } }]);
});

/** A worker process on the desk's task queue, with the sandbox for every outside party. */
async function startWorker(): Promise<ChildProcess> {
  const nowhere = { port: 9, url: 'http://127.0.0.1:9' };
  const infrastructure = {
    postgresUrl: desk.databaseUrl,
    temporalAddress: testTemporalAddress(),
    temporalNamespace: 'default',
    uiUrl: undefined,
  };
  const { execArgv, path } = await programOf('test/support/servers/worker-main.ts');
  const worker = fork(path, {
    execArgv,
    env: {
      ...process.env,
      ...(await sandboxEnvironment(
        folder,
        infrastructure,
        {
          api: nowhere,
          operations: nowhere,
          console: nowhere,
          codec: nowhere,
          sandbox: { port: Number(new URL(sandbox.url).port), smtpPort: sandbox.smtpPort, url: sandbox.url },
          worker: { ...nowhere, sdkMetrics: 9 },
        },
        'gateway',
      )),
      BEIAN_MASTER_KEYS: TEST_KEYS.master,
      BEIAN_INDEX_KEY: TEST_KEYS.index,
      BEIAN_PAYLOAD_KEYS: TEST_KEYS.payload,
      BEIAN_TASK_QUEUE: desk.taskQueue,
      NODE_OPTIONS: '',
    },
  });
  await once(worker, 'message');
  return worker;
}

const memorySchema = z.object({ now: z.number(), most: z.number() });

/** The worker's resident memory in bytes. */
async function memoryOf(worker: ChildProcess): Promise<z.infer<typeof memorySchema>> {
  const answer = once(worker, 'message');
  worker.send('memory');
  return memorySchema.parse((await answer)[0]);
}
