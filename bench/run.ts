/**
 * `npm run bench`: compares filings with their floor and prints a table of ratios, each line explained. `docs/bench.md` says what is
 * measured and how. The command starts its own servers on free ports of this machine, and leaves nothing behind.
 *
 *     npm run bench -- --filings 40 --rounds 3 --at-once 24 --actions 300 --open 1000
 *     npm run bench -- --only throughput,history
 *     npm run -s bench -- --json
 *     npm run bench -- --strict      # exit code 1 when a target is not met
 */
import { cpus, totalmem } from 'node:os';
import { table, type Figure } from './figure.ts';
import { measureConsole } from './console.ts';
import { measureGate } from './gate.ts';
import { measureHistory } from './history.ts';
import { measureImport } from './import.ts';
import { measureLatency } from './latency.ts';
import { measureMiitDocument } from './miit-document.ts';
import { measurePoisonedOutbox } from './poisoned-outbox.ts';
import { measureThroughput } from './throughput.ts';
import { measureMemory, measureStart } from './worker-costs.ts';
import { startWorld, type World } from './world.ts';
import { present } from '../domain/present.ts';
import { misused, readCommandLine, wholeNumber } from '../stack/command-line.ts';

const { values } = readCommandLine(
  {
    options: {
      filings: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '5' },
      'at-once': { type: 'string', default: '24' },
      actions: { type: 'string', default: '300' },
      open: { type: 'string', default: '1000' },
      only: { type: 'string' },
      sqlite: { type: 'boolean', default: false },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
    },
  },
  'npm run bench -- [--filings N] [--rounds N] [--at-once N] [--actions N] [--open N] [--only a,b] [--sqlite] [--profile FOLDER] [--json] [--strict]; docs/bench.md says what they mean',
);

const count = (name: 'filings' | 'rounds' | 'at-once' | 'actions' | 'open'): number =>
  wholeNumber(name, values[name], { otherwise: 0, least: 1, most: 5_000 });

const started = Date.now();

/** Prints progress to the error output, so that standard output contains only the result. */
const progress = (line: string): void => {
  process.stderr.write(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${line}\n`);
};

const MEASUREMENTS: Readonly<Record<string, (world: World) => Promise<Figure[]>>> = {
  throughput: (world) =>
    measureThroughput(world, {
      filings: count('filings'),
      rounds: count('rounds'),
      atOnce: count('at-once'),
      progress,
    }),
  history: measureHistory,
  latency: (world) => measureLatency(world, { actions: count('actions') }),
  memory: (world) => measureMemory(world, { open: count('open') }),
  start: measureStart,
  outbox: measurePoisonedOutbox,
  import: measureImport,
  gate: measureGate,
  miit: measureMiitDocument,
  console: measureConsole,
};

const wanted = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
const unknown = wanted.find((name) => MEASUREMENTS[name] === undefined);
if (unknown !== undefined)
  misused(`--only takes ${Object.keys(MEASUREMENTS).join(', ')}, separated by commas; ${unknown} is none of them`);

const figures = await measure();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${process.platform}`;
const failed = figures.filter(({ passed }) => passed === false);
const seconds = Math.round((Date.now() - started) / 1000);
if (values.json) {
  process.stdout.write(`${JSON.stringify({ machine, seconds, passed: failed.length === 0, figures }, undefined, 2)}\n`);
} else {
  console.log(`\n${table(figures)}\n\n${machine}; took ${seconds} s.`);
  console.log(
    failed.length === 0
      ? 'Every target is met.'
      : `Targets not met: ${failed.map(({ name, ratio, target }) => `${name} (${ratio.toFixed(2)} ×, target ${target})`).join('; ')}.`,
  );
}
if (values.strict && failed.length > 0) process.exitCode = 1;

async function measure(): Promise<Figure[]> {
  const world = await startWorld({
    cachedWorkflows: Math.max(1000, count('open') + 100),
    temporalOn: values.sqlite ? 'sqlite' : 'postgres',
    progress,
    ...present({ profileFolder: values.profile }),
  });
  try {
    const all: Figure[] = [];
    for (const name of wanted) {
      progress(`Measuring ${name} …`);
      all.push(...((await MEASUREMENTS[name]?.(world)) ?? []));
    }
    return all;
  } catch (error) {
    progress(world.lastWords());
    throw error;
  } finally {
    await world.stop();
  }
}
