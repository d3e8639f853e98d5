/** Completed filings per second, against the floor and the tuned floor, in turns on the same server. */
import { atLeast, atMost, figure, median, type Figure } from './figure.ts';
import { MESSAGES_PER_FILING } from './happy-path.ts';
import { ready, driveFiling, TASK_QUEUES, type Contestant, type ReadyFiling } from './sides.ts';
import { processorTime, usedBetween } from './processor-time.ts';
import type { World } from './world.ts';

export interface ThroughputOptions {
  /** Filings in each batch; every contestant takes one batch per round. */
  filings: number;
  rounds: number;
  /** Filings in progress at the same time. */
  atOnce: number;
  progress: (line: string) => void;
}

/** What one batch told. */
interface Batch {
  /** Filings per second. */
  rate: number;
  /** Milliseconds of processor time per filing, by process; empty where the system does not tell. */
  used: [string, number][];
}

const CONTESTANTS: readonly Contestant[] = ['filings', 'floor', 'tuned floor'];

export async function measureThroughput(world: World, options: ThroughputOptions): Promise<Figure[]> {
  const { rounds, filings, progress } = options;
  const workers = [world.startWorker('filings', TASK_QUEUES.filings), world.startWorker('floor', TASK_QUEUES.floor)];
  const batches: Record<Contestant, Batch[]> = { filings: [], floor: [], 'tuned floor': [] };
  const warmUp = Math.min(filings, 2 * options.atOnce);
  for (const contestant of CONTESTANTS) await batch(world, contestant, { ...options, filings: warmUp });
  for (let round = 1; round <= rounds; round += 1) {
    // The order is reversed every other round, so that no contestant is always first.
    for (const contestant of round % 2 === 1 ? CONTESTANTS : CONTESTANTS.toReversed()) {
      const one = await batch(world, contestant, options);
      batches[contestant].push(one);
      progress(`  round ${round} of ${rounds}: ${contestant.padEnd(12)} ${one.rate.toFixed(2)} a second`);
    }
  }
  await Promise.all(workers.map((worker) => worker.stop()));
  for (const contestant of CONTESTANTS) progress(`  ${contestant}: ${byProcess(batches[contestant])}`);
  const counts = `${rounds} × ${filings} filings, ${options.atOnce} at a time, ${MESSAGES_PER_FILING} messages each`;
  // Ratios compare neighbours in time, because a host's share of processor for a virtual machine changes from minute to minute.
  const compared = (contestant: Contestant, value: (one: Batch) => number) => {
    const [ours, theirs] = [batches.filings.map(value), batches[contestant].map(value)];
    const ratio = median(ours.map((each, round) => each / (theirs[round] ?? Number.NaN)));
    return { measured: median(ours), floor: median(theirs), ratio };
  };
  const beside = (contestant: Contestant) => ({ unit: '/s', ...compared(contestant, ({ rate }) => rate) });
  const processor = { ...compared('floor', total), unit: 'ms' };
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
    ...(processor.measured > 0 ? [processorFigure(processor)] : []),
  ];
}

const processorFigure = (processor: Pick<Figure, 'measured' | 'floor' | 'ratio' | 'unit'>): Figure =>
  figure(
    {
      ...processor,
      name: 'processor time of a filing',
      words:
        'Of workers, both databases, the Temporal server and the measuring side together (medians of the same batches).',
    },
    atMost(1),
  );

const total = ({ used }: Batch): number => used.reduce((sum, [, each]) => sum + each, 0);

/** Milliseconds of processor time per filing by process: the median of the batches. */
function byProcess(batches: readonly Batch[]): string {
  const names = [...new Set(batches.flatMap(({ used }) => used.map(([name]) => name)))];
  const each = names.map((name) => {
    const values = batches.map(({ used }) => new Map(used).get(name) ?? 0);
    return `${name} ${median(values).toFixed(0)} ms`;
  });
  return each.join(', ');
}

/** Measures one batch; orders are written before the clock starts. */
async function batch(world: World, contestant: Contestant, options: ThroughputOptions): Promise<Batch> {
  const waiting = await inParallel(options.filings, 8, () => ready(world, contestant));
  world.sandbox.mailbox.reset();
  const usedBefore = processorTime();
  const started = performance.now();
  await drain(waiting, options.atOnce, async (filing) => {
    await driveFiling(world, filing);
  });
  const seconds = (performance.now() - started) / 1000;
  checkMessages(world, contestant, options.filings);
  const usedAfter = processorTime();
  const used = usedBefore && usedAfter ? usedBetween(usedBefore, usedAfter, options.filings) : [];
  return { rate: options.filings / seconds, used };
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
