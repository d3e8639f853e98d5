/** Whether filings that somebody ended in Temporal ran again in time. */
import type { Finding } from './verdict.ts';

/** From when on, and how long, something did not run. */
export interface Absence {
  at: number;
  awayMs: number;
}

/** Within this time a terminated filing runs again. The time in which a process was killed and not yet back does not count. */
const DEAD_AT_MOST_MS = 120_000;

export function judgeAway(away: readonly Absence[], kills: readonly Absence[]): Finding {
  const longest = (Math.max(0, ...away.map(({ awayMs }) => awayMs)) / 1_000).toFixed(1);
  const late = away.filter((absence) => uncovered(absence, kills) > DEAD_AT_MOST_MS);
  return {
    promise: 'A dead filing runs within two minutes',
    seen: `${away.length} filings, ${longest} s`,
    broken: late.map(
      (absence) =>
        `a terminated filing was away for ${absence.awayMs} ms, for ${uncovered(absence, kills)} ms of them with every process at work`,
    ),
  };
}

/** How much of an absence no other one covers, in milliseconds. */
function uncovered({ at, awayMs }: Absence, others: readonly Absence[]): number {
  const end = at + awayMs;
  let counted = 0;
  let from = at;
  for (const other of others.toSorted((one, two) => one.at - two.at)) {
    counted += Math.max(0, Math.min(other.at, end) - from);
    from = Math.min(end, Math.max(from, other.at + other.awayMs));
  }
  return counted + Math.max(0, end - from);
}
