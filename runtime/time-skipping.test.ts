import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startTestWorker, type TestWorker } from '../test/support/servers/worker.ts';
import { fastForward } from './time-skipping.ts';
import type { reminders } from './time-skipping.test-workflow.ts';

const DAY = 86_400_000;

describe('moving the clock of a workflow', () => {
  let temporal: TestWorker;

  beforeAll(async () => {
    const workflowsPath = fileURLToPath(new URL('time-skipping.test-workflow.ts', import.meta.url));
    temporal = await startTestWorker({ workflowsPath });
  });
  afterAll(() => temporal.close());

  /** Starts a workflow that notes the time after each of the given days. */
  const startReminders = (...days: number[]) =>
    temporal.client.workflow.start<typeof reminders>('reminders', {
      taskQueue: temporal.taskQueue,
      workflowId: `reminders-${randomUUID()}`,
      args: [days],
    });

  test.concurrent('fires every timer on the way at its own time, and none beyond', async () => {
    const workflow = await startReminders(1, 10, 30);
    await fastForward(temporal.client, workflow.workflowId, 12 * DAY);
    await expect(workflow.query<number[]>('elapsedDays')).resolves.toEqual([1, 10]);
    await workflow.terminate();
  });

  test.concurrent('lets calls for the same workflow take turns', async () => {
    const workflow = await startReminders(1, 3, 5, 100);
    await Promise.all([1, 2, 3].map(() => fastForward(temporal.client, workflow.workflowId, 2 * DAY)));
    await expect(workflow.query<number[]>('elapsedDays')).resolves.toEqual([1, 3, 5]);
    await workflow.terminate();
  });

  test.concurrent('is done when the workflow ends on the way', async () => {
    const workflow = await startReminders(1);
    await fastForward(temporal.client, workflow.workflowId, 365 * DAY);
    await expect(workflow.result()).resolves.toEqual([1]);
  });

  test.concurrent('moves many workflows at once', async () => {
    const workflows = await Promise.all(Array.from({ length: 15 }, () => startReminders(5, 10, 22)));
    await Promise.all(workflows.map(({ workflowId }) => fastForward(temporal.client, workflowId, 22 * DAY)));
    const results = await Promise.all(workflows.map((workflow) => workflow.result()));
    expect(results).toEqual(workflows.map(() => [5, 10, 22]));
  });

  test.concurrent('says so when there is no such workflow, or it has ended', async () => {
    await expect(fastForward(temporal.client, 'no-such-workflow', DAY)).rejects.toThrow(
      'no-such-workflow is not running: only a running workflow has a clock to move.',
    );
    const workflow = await startReminders(1);
    await fastForward(temporal.client, workflow.workflowId, 2 * DAY);
    await expect(fastForward(temporal.client, workflow.workflowId, DAY)).rejects.toThrow('is not running');
  });
});
