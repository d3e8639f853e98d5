/** Filings ended and set back in Temporal, as somebody at Temporal UI could do it by mistake. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { connectToTemporal } from '../stack/temporal/connect.ts';
import type { Absence } from './away.ts';
import type { Random } from './random.ts';

/** Where the filings run; the server may be away at any time. */
export interface Place {
  temporalAddress: string;
  temporalNamespace: string;
}

/** Does something with a connection of its own. Throws when the server is away. */
export async function withClient<T>(place: Place, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await connectToTemporal(place.temporalAddress);
  try {
    return await work(new Client({ connection, namespace: place.temporalNamespace }));
  } finally {
    await connection.close();
  }
}

/** Nobody waits longer for a filing to run again. */
const GIVEN_UP_MS = 10 * 60_000;

/** When a terminated filing did not run; until now when it does not run again. */
export async function untilItRunsAgain(place: Place, workflowId: string): Promise<Absence> {
  const at = Date.now();
  while (Date.now() < at + GIVEN_UP_MS) {
    try {
      const { status } = await withClient(place, (client) => client.workflow.getHandle(workflowId).describe());
      if (status.name !== 'TERMINATED') break;
    } catch {
      // The server was killed, too.
    }
    await pause(500);
  }
  return { at, awayMs: Date.now() - at };
}

/** Ends the filing at once. False when it does not run. */
export async function terminate(client: Client, workflowId: string): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  if ((await handle.describe()).status.name !== 'RUNNING') return false;
  await handle.terminate('chaos');
  return true;
}

/** Sets the filing back to one of its workflow tasks: what came after it is forgotten in Temporal only. */
export async function reset(client: Client, workflowId: string, random: Random): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  const { status, runId } = await handle.describe();
  if (status.name !== 'RUNNING') return false;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  if (tasks.length === 0) return false;
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'chaos',
    requestId: randomUUID(),
    workflowTaskFinishEventId: random.pick(tasks).eventId ?? null,
  });
  return true;
}
