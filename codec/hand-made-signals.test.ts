import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Payload } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { startTestWorker, type TestWorker } from '../test/support/servers/worker.ts';
import { createDataConverter, PAYLOAD_CONVERTER_PATH } from './data-converter.ts';
import type { collectSignals } from './hand-made-signals.test-workflow.ts';

let worker: TestWorker;
beforeAll(async () => {
  const dataConverter = createDataConverter(`k1:${randomBytes(32).toString('base64')}`);
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./hand-made-signals.test-workflow.ts', import.meta.url)),
    payloadConverterPath: PAYLOAD_CONVERTER_PATH,
    logger: new DefaultLogger('ERROR'),
  });
  worker = await startTestWorker({ workflowBundle, dataConverter, client: { dataConverter } });
});
afterAll(() => worker.close());

/** Sends any payloads, as a person with the CLI can. */
async function sendByHand(workflowId: string, signalName: string, payloads: Payload[]): Promise<void> {
  await worker.client.workflowService.signalWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId },
    signalName,
    input: { payloads },
  });
}

const encoded = (encoding: string, data: Uint8Array, keyId?: string): Payload => ({
  metadata: {
    encoding: Buffer.from(encoding),
    ...(keyId === undefined ? {} : { 'encryption-key-id': Buffer.from(keyId) }),
  },
  data,
});

test('signals made by hand, readable or not, reach the handler and none of them stops the workflow', async () => {
  const workflowId = `hand-made-${randomUUID()}`;
  const { client, taskQueue } = worker;
  const handle = await client.workflow.start<typeof collectSignals>('collectSignals', { taskQueue, workflowId });
  await sendByHand(workflowId, 'ciphertext', [encoded('binary/encrypted', randomBytes(80), 'k1')]);
  await sendByHand(workflowId, 'withoutKey', [encoded('binary/encrypted', randomBytes(80))]);
  await sendByHand(workflowId, 'brokenJson', [encoded('json/plain', Buffer.from('{"a":'))]);
  await sendByHand(workflowId, 'foreign', [encoded('text/html', Buffer.from('<p>'))]);
  await sendByHand(workflowId, 'bare', [{ data: Buffer.from('x') }]);
  await sendByHand(workflowId, 'clear', [encoded('json/plain', Buffer.from('{"a":1}'))]);
  await handle.signal('enough', { a: 2 });
  expect(await handle.result()).toEqual([
    'ciphertext: unreadable',
    'withoutKey: unreadable',
    'brokenJson: unreadable',
    'foreign: unreadable',
    'bare: unreadable',
    'clear: by hand {"value":{"a":1}}',
    'enough: {"a":2}',
  ]);
});

test('the history shows nothing of what Beian sends', async () => {
  const { client, taskQueue } = worker;
  const workflowId = `sealed-${randomUUID()}`;
  const handle = await client.workflow.start<typeof collectSignals>('collectSignals', { taskQueue, workflowId });
  await handle.signal('enough', { note: 'a note about somebody' });
  await handle.result();
  const { events } = await handle.fetchHistory();
  const payloads = (events ?? []).flatMap((event) => [
    ...(event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? []),
    ...(event.workflowExecutionCompletedEventAttributes?.result?.payloads ?? []),
  ]);
  expect(payloads).toHaveLength(2);
  for (const { metadata, data } of payloads) {
    expect(Buffer.from(metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    expect(Buffer.from(data ?? []).toString()).not.toContain('about somebody');
  }
});
