/** The costs of a worker: memory for open filings, and the time from a restart until it works again. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Child } from '../stack/processes/children.ts';
import { atMost, figure, median, type Figure } from './figure.ts';
import { ready, driveFiling } from './sides.ts';
import { drain, inParallel } from './throughput.ts';
import type { Side, World } from './world.ts';

const run = promisify(execFile);
/** Filings completed before the first measurement, so that code and pools are warm. */
const WARM_UP = 30;
const SETTLE_MS = 3_000;
const AT_ONCE = 25;

export async function measureMemory(world: World, { open }: { open: number }): Promise<Figure[]> {
  const own = await memoryPerThousand(world, 'filings', open);
  const floor = await memoryPerThousand(world, 'floor', open);
  return [
    figure(
      {
        name: 'worker memory',
        words: `Resident memory of the worker process per 1,000 open drafts it keeps in memory (${open} were opened).`,
        unit: 'MB',
        measured: own.perThousand,
        floor: floor.perThousand,
      },
      atMost(2),
    ),
    figure(
      {
        name: 'worker memory, in all',
        words: 'Resident memory of the worker process with these drafts open.',
        unit: 'MB',
        measured: own.whole,
        floor: floor.whole,
      },
      atMost(1.5),
    ),
  ];
}

async function memoryPerThousand(world: World, side: Side, open: number) {
  const taskQueue = `bench-memory-${side}`;
  const worker = world.startWorker(side, taskQueue);
  const warm = await inParallel(WARM_UP, 8, () => ready(world, side, { taskQueue }));
  await drain(warm, AT_ONCE, async (filing) => {
    await driveFiling(world, filing);
  });
  await pause(SETTLE_MS);
  const before = await residentMegabytes(worker);
  const drafts = await inParallel(open, 8, () => ready(world, side, { taskQueue, filled: 'nothing' }));
  await drain(drafts, AT_ONCE, async (filing) => {
    await driveFiling(world, filing, { until: 0 });
  });
  await pause(SETTLE_MS);
  const whole = await residentMegabytes(worker);
  await worker.stop();
  return { perThousand: ((whole - before) / open) * 1000, whole };
}

async function residentMegabytes({ pid }: Child): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) / 1024;
}

const STARTS = 3;

export async function measureStart(world: World): Promise<Figure[]> {
  const [own, floor]: [number[], number[]] = [[], []];
  for (let start = 1; start <= STARTS; start += 1) {
    own.push(await startToFirstAction(world, 'filings', start));
    floor.push(await startToFirstAction(world, 'floor', start));
  }
  return [
    figure(
      {
        name: 'worker start',
        words: `From the start of the worker process to the first applied action, which waited for it (median of ${STARTS}; run from sources, workflows bundled beforehand).`,
        unit: 's',
        measured: median(own),
        floor: median(floor),
      },
      atMost(1.5),
    ),
  ];
}

/** Measures the time until the first action is applied. The order is opened and edited before any worker runs. */
async function startToFirstAction(world: World, side: Side, start: number): Promise<number> {
  const taskQueue = `bench-start-${side}-${start}`;
  const filing = await ready(world, side, { taskQueue });
  const edited = world.steps.written(filing.id, 2);
  const handle = await filing.start();
  const actor = { id: filing.order.accountId, role: 'applicant', door: 'api' } as const;
  const said = { actionId: `${filing.id}:2`, actor, data: {} };
  await filing.ask({ action: 'edited', ...said });
  await handle.signal('edited', said);
  const started = performance.now();
  const worker = world.startWorker(side, taskQueue);
  await edited;
  const seconds = (performance.now() - started) / 1000;
  await worker.stop();
  return seconds;
}
