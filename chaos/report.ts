/** The table that a run of chaos ends with. */
import type { Kill } from './disturbance.ts';
import type { Finding } from './verdict.ts';

export interface Outcome {
  findings: readonly Finding[];
  kills: readonly Kill[];
  terminated: number;
  reset: number;
  requests: number;
  repeats: number;
  /** Messages that came twice, and were being sent when their worker or the party that takes them was killed. */
  acrossCrashes: readonly string[];
  /** How many messages were being sent in such moments. */
  underWay: number;
  seconds: number;
}

export function tableOf({ findings, kills, ...outcome }: Outcome): string {
  const rows: [string, string, string][] = [
    ...findings.map(({ promise, seen, broken }): [string, string, string] => [
      promise,
      seen,
      broken.length === 0 ? 'kept' : `BROKEN ${broken.length} times`,
    ]),
    ...away(kills),
    ['terminated and reset in Temporal', `${outcome.terminated} and ${outcome.reset}`, ''],
    ['requests', String(outcome.requests), `${outcome.repeats} sent again`],
    [
      'messages under way at a kill',
      String(outcome.underWay),
      `of them ${outcome.acrossCrashes.length} came twice: may happen`,
    ],
    ['time', `${outcome.seconds} s`, ''],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([what, seen, verdict]) =>
      `${what.padEnd(widths[0] ?? 0)}  ${seen.padEnd(widths[1] ?? 0)}  ${verdict}`.trimEnd(),
    )
    .join('\n');
}

/** How often each process was killed, and the longest it was away. */
function away(kills: readonly Kill[]): [string, string, string][] {
  const names = [...new Set(kills.map(({ name }) => name))].toSorted((one, other) => one.localeCompare(other));
  return names.map((name) => {
    const own = kills.filter((each) => each.name === name);
    const longest = Math.max(...own.map(({ awayMs }) => awayMs));
    return [`kill -9 of ${name}`, `${own.length}`, `at work again after ${(longest / 1_000).toFixed(1)} s at most`];
  });
}
