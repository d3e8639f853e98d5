/** Completed filings per second, against the floor and the tuned floor, in turns on the same server. */
import { atLeast, figure, median, type Figure } from './figure.ts';
import { MESSAGES_PER_FILING } from './happy-path.ts';
import { ready, driveFiling, TASK_QUEUES, type Contestant, type ReadyFiling } from './sides.ts';
import type { World } from './world.ts';

export interface ThroughputOptions {
  /** Filings in each batch; every contestant takes one batch per round. */
  filings: number;
  rounds: number;
  /** Filings in progress at the same time. */
  atOnce: number;
  progress: (line: string) => void;
}

const CONTESTANTS: readonly Contestant[] = ['filings', 'floor', 'tuned floor'];

export async function measureThroughput(world: World, options: ThroughputOptions): Promise<Figure[]> {
  const { rounds, filings, progress } = options;
  const workers = [world.startWorker('filings', TASK_QUEUES.filings), world.startWorker('floor', TASK_QUEUES.floor)];
  const rates: Record<Contestant, number[]> = { filings: [], floor: [], 'tuned floor': [] };
  const warmUp = Math.min(filings, 2 * options.atOnce);
  for (const contestant of CONTESTANTS) await batch(world, contestant, { ...options, filings: warmUp });
  for (let round = 1; round <= rounds; round += 1) {
    // The order is reversed every other round, so that no contestant is always first.
    for (const contestant of round % 2 === 1 ? CONTESTANTS : CONTESTANTS.toReversed()) {
      const rate = await batch(world, contestant, options);
      rates[contestant].push(rate);
      progress(`  round ${round} of ${rounds}: ${contestant.padEnd(12)} ${rate.toFixed(2)} a second`);
    }
  }
  await Promise.all(workers.map((worker) => worker.stop()));
  const counts = `${rounds} × ${filings} filings, ${options.atOnce} at a time, ${MESSAGES_PER_FILING} messages each`;
  const beside = (contestant: Contestant) => ({
    unit: '/s',
    measured: median(rates.filings),
    floor: median(rates[contestant]),
    // Ratios compare neighbours in time, because a host's share of processor for a virtual machine changes from minute to minute.
    ratio: median(rates.filings.map((rate, round) => rate / (rates[contestant][round] ?? Number.NaN))),
  });
  return [
    figure(
      {
        ...beside('floor'),
        name: 'throughput',
        words: `First filings completed per second, with audit, read model and messages (medians; ${counts}).`,
      },
      atLeast(1),
    ),
    figure(
      {
        ...beside('tuned floor'),
        name: 'throughput, tuned floor',
        words: 'The same filings against the floor with its state writes as local activities.',
      },
      atLeast(0.9),
    ),
  ];
}

/** Filings per second of one batch; orders are written before the clock starts. */
async function batch(world: World, contestant: Contestant, options: ThroughputOptions): Promise<number> {
  const waiting = await inParallel(options.filings, 8, () => ready(world, contestant));
  world.sandbox.mailbox.reset();
  const started = performance.now();
  await drain(waiting, options.atOnce, async (filing) => {
    await driveFiling(world, filing);
  });
  const seconds = (performance.now() - started) / 1000;
  checkMessages(world, contestant, options.filings);
  return options.filings / seconds;
}

/** Checks that all messages were delivered; otherwise the figures would not be those of whole filings. */
function checkMessages({ sandbox }: World, contestant: Contestant, filings: number): void {
  const delivered = sandbox.mailbox.find({}).length;
  const expected = filings * MESSAGES_PER_FILING;
  if (delivered !== expected)
    throw new Error(`${contestant}: ${delivered} messages were delivered, ${expected} were expected`);
}

export async function inParallel<T>(count: number, atOnce: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      made.push(await make());
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, one));
  return made;
}

export async function drain(
  filings: readonly ReadyFiling[],
  atOnce: number,
  take: (filing: ReadyFiling) => Promise<void>,
): Promise<void> {
  const queue = [...filings];
  const one = async () => {
    for (let filing = queue.shift(); filing !== undefined; filing = queue.shift()) await take(filing);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
