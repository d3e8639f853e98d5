/** How long the history of one filing becomes, counted by Temporal, when signals and timers are as far apart as in real filings. */
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { atMost, figure, forComparison, noMoreThan, type Figure } from './figure.ts';
import { ready, driveFiling, TASK_QUEUES, type Contestant } from './sides.ts';
import type { World } from './world.ts';

interface Size {
  events: number;
  bytes: number;
}

export async function measureHistory(world: World): Promise<Figure[]> {
  const workers = [world.startWorker('filings', TASK_QUEUES.filings), world.startWorker('floor', TASK_QUEUES.floor)];
  const own = await sizeOf(world, 'filings');
  const floor = await sizeOf(world, 'floor');
  const tuned = await sizeOf(world, 'tuned floor');
  await Promise.all(workers.map((worker) => worker.stop()));
  const filing = 'one first filing of an enterprise with two persons on two mobiles, nothing goes wrong';
  return [
    figure(
      {
        name: 'history events',
        words: `Events in the history of ${filing}.`,
        unit: '',
        measured: own.events,
        floor: floor.events,
      },
      atMost(1),
    ),
    figure(
      {
        name: 'history events, tuned floor',
        words: 'The same events against the floor with local state writes.',
        unit: '',
        measured: own.events,
        floor: tuned.events,
      },
      forComparison,
    ),
    figure(
      {
        name: 'history size',
        words: 'Bytes of that history; Beian’s payloads are encrypted, the floor’s are plain.',
        unit: 'KB',
        measured: own.bytes / 1024,
        floor: floor.bytes / 1024,
      },
      noMoreThan(60, 'KB'),
    ),
  ];
}

async function sizeOf(world: World, contestant: Contestant): Promise<Size> {
  const handle = await driveFiling(world, await ready(world, contestant), { between: untilStill });
  const { historyLength, historySize } = await handle.describe();
  return { events: historyLength, bytes: historySize ?? Number.NaN };
}

const LOOK_AGAIN_MS = 100;

/** Waits until the workflow rests: no pending activity, no workflow task, and no event since the last check. */
async function untilStill(handle: WorkflowHandle): Promise<void> {
  let before = -1;
  for (;;) {
    const { raw, historyLength } = await handle.describe();
    const busy = (raw.pendingActivities?.length ?? 0) > 0 || Boolean(raw.pendingWorkflowTask);
    if (!busy && historyLength === before) return;
    before = historyLength;
    await pause(LOOK_AGAIN_MS);
  }
}
