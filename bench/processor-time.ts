/**
 * Processor time of this process and of all processes below it: servers, workers, database connections. It depends less than
 * rates do on what else the machine does. Only Linux tells it of other processes.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time by the name of the process. */
export type ProcessorTime = ReadonlyMap<string, number>;

interface Running {
  parent: number;
  name: string;
  milliseconds: number;
}

/** What this process and those below it have used so far; undefined where the system does not tell. */
export function processorTime(): ProcessorTime | undefined {
  if (process.platform !== 'linux') return undefined;
  const all = new Map(pids().flatMap((pid) => read(pid)));
  const used = new Map<string, number>();
  for (const [pid, { name, milliseconds }] of all) {
    if (isBelow(all, pid)) used.set(name, (used.get(name) ?? 0) + milliseconds);
  }
  return used;
}

/** What was used between two readings, for each of `count` filings, the largest first. */
export function usedBetween(before: ProcessorTime, after: ProcessorTime, count: number): [string, number][] {
  return [...after]
    .map(([name, total]): [string, number] => [name, (total - (before.get(name) ?? 0)) / count])
    .filter(([, each]) => each > 0)
    .toSorted(([, one], [, other]) => other - one);
}

const pids = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

/** A clock tick of Linux is a hundredth of a second on every platform that Node runs on. */
const MILLISECONDS_PER_TICK = 10;

/** Nothing when the process has ended meanwhile. */
function read(pid: number): [number, Running][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold spaces; the fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Of the process itself in user and kernel mode, and of its children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return [
      [pid, { parent: Number(fields[1]), name: nameOf(pid, commandLine), milliseconds: ticks * MILLISECONDS_PER_TICK }],
    ];
  } catch {
    return [];
  }
}

function nameOf(pid: number, commandLine: string): string {
  if (pid === process.pid) return 'measuring side, sandbox';
  if (commandLine.includes('worker-main')) return 'worker';
  if (commandLine.includes('temporal-server')) return 'Temporal server';
  if (/^postgres: \S+ temporal/u.test(commandLine)) return "Postgres, Temporal's data";
  if (/^postgres: \S+ beian/u.test(commandLine)) return "Postgres, Beian's data";
  return /postgres/u.test(commandLine) ? 'Postgres, background' : 'other';
}

function isBelow(all: ReadonlyMap<number, Running>, pid: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = all.get(at)?.parent) {
    if (at === process.pid) return true;
  }
  return false;
}
