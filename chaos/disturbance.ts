/**
 * What goes wrong on purpose, spread over the work of all filings: processes of the stack are killed with `kill -9`, filings
 * are terminated and reset in Temporal. Whom and after how much work is the same for the same seed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Supervised } from '../stack/processes/supervision.ts';
import type { Random } from './random.ts';

export type Blow = { what: 'kill'; name: string } | { what: 'terminate' | 'reset' };

/** A process that was killed, and how long it was away. */
export interface Kill {
  name: string;
  at: number;
  awayMs: number;
  /** Ids of the messages that were being sent, when it sent or took messages. */
  sending: readonly string[];
}

/** Whose death leaves unknown whether a message went out: who sends it, and who takes it. */
const SENDS_OR_TAKES: ReadonlySet<string> = new Set(['worker', 'sandbox']);

const VICTIMS = ['worker', 'API', 'Temporal', 'Postgres', 'sandbox'] as const;
/** The latest a blow comes, as a part of all the work: there must be work left for its effect to show. */
const LATEST = 0.95;
const EARLIEST = 0.02;
const LONGEST_DELAY_MS = 1_500;

export interface PlannedBlow {
  blow: Blow;
  /** After which part of the work, from 0 to 1, and after so many milliseconds more. */
  after: number;
  delayMs: number;
}

/** Every process is killed about equally often, in random order. */
export function planBlows(
  random: Random,
  counts: { kills: number; terminations: number; resets: number },
): PlannedBlow[] {
  const blows: Blow[] = [
    ...Array.from({ length: counts.kills }, (_, index) => ({
      what: 'kill' as const,
      name: VICTIMS[index % VICTIMS.length] ?? 'worker',
    })),
    ...Array.from({ length: counts.terminations }, () => ({ what: 'terminate' as const })),
    ...Array.from({ length: counts.resets }, () => ({ what: 'reset' as const })),
  ];
  return blows
    .map((blow) => ({
      blow,
      after: EARLIEST + random.next() * (LATEST - EARLIEST),
      delayMs: Math.floor(random.next() * LONGEST_DELAY_MS),
    }))
    .toSorted((one, other) => one.after - other.after);
}

/** Kills one process and notes when its supervisor had it at work again. */
export async function kill(
  processes: readonly Supervised[],
  name: string,
  { kills, sendingAt }: { kills: Kill[]; sendingAt: (at: number) => Promise<readonly string[]> },
): Promise<void> {
  const victim = processes.find((each) => each.name === name);
  if (victim === undefined) throw new Error(`the stack has no process ${name}`);
  const before = SENDS_OR_TAKES.has(name) ? await sendingAt(Date.now()) : [];
  // One that is being started again is killed in the middle of that.
  const pid = victim.pid();
  const note: Kill = { name, at: Date.now(), awayMs: 0, sending: before };
  kills.push(note);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // it had ended already, and waits for its next start
  }
  if (SENDS_OR_TAKES.has(name)) note.sending = [...before, ...(await sendingAt(note.at))];
  while (victim.pid() === pid || !victim.isReady()) await pause(50);
  note.awayMs = Date.now() - note.at;
}
