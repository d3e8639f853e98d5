/**
 * Replays the history of one process with the workflow code of this clone, as a worker does that takes the process over.
 *
 *     npm run replay -- <workflow ID>      its latest run, read from the Temporal server
 *     npm run replay -- <history>.json     a history that was saved as JSON
 *
 * Needs `BEIAN_PAYLOAD_KEYS`, and for a workflow ID the `TEMPORAL_…` variables of a worker. Status 1 when the code does
 * something else than the history says; the message names the first event that differs.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Client } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { payloadKeysSchema } from '../codec/codec-keys.ts';
import { createDataConverter } from '../codec/data-converter.ts';
import { ConfigError, readConfig } from '../domain/configuration.ts';
import { temporalServerSchema, type TemporalServerConfig } from '../runtime/config.ts';
import { runProcess } from '../runtime/entry-point.ts';
import { connectClient } from '../runtime/temporal-connection.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

const configSchema = temporalServerSchema.and(z.object({ BEIAN_PAYLOAD_KEYS: payloadKeysSchema }));

async function historyOf(workflowId: string, config: TemporalServerConfig): Promise<unknown> {
  const connection = await connectClient(config);
  try {
    const client = new Client({ connection, namespace: config.TEMPORAL_NAMESPACE });
    return await client.workflow.getHandle(workflowId).fetchHistory();
  } finally {
    await connection.close();
  }
}

/** A signal names the workflow it is for, so that a replay must run under the right ID. */
const startSchema = z.object({
  events: z.tuple(
    [z.object({ workflowExecutionStartedEventAttributes: z.object({ workflowId: z.string() }) })],
    z.unknown(),
  ),
});

runProcess('beian-replay', async () => {
  const [asked] = process.argv.slice(2);
  if (asked === undefined) {
    throw new ConfigError('Name what to replay: a workflow ID, or a file that ends with .json.');
  }
  const config = readConfig(configSchema, process.env, (path) => readFileSync(path, 'utf8'));
  const history: unknown = asked.endsWith('.json')
    ? JSON.parse(await readFile(asked, 'utf8'))
    : await historyOf(asked, config);
  const workflowId = startSchema.parse(history).events[0].workflowExecutionStartedEventAttributes.workflowId;
  await replay(asked, history, workflowId, config.BEIAN_PAYLOAD_KEYS);
});

async function replay(asked: string, history: unknown, workflowId: string, payloadKeys: string): Promise<void> {
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger });
  const workflowBundle = await bundleWorkflows(logger);
  try {
    const dataConverter = createDataConverter(payloadKeys);
    await Worker.runReplayHistory({ workflowBundle, dataConverter }, history, workflowId);
    console.log(`${asked} replays: this code does what the history says.`);
  } catch (error) {
    console.error(`${asked} does not replay. ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
