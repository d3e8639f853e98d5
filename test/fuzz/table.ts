/** What a run prints: requests and findings by role, then by operation and role. */
import { hasFindings, type Tally } from './schemathesis.ts';

export interface RoleResult {
  role: string;
  operations: ReadonlyMap<string, Tally>;
}

const KINDS = ['2xx', '3xx', '4xx', '5xx', 'none'] as const;

export function tablesOf(results: readonly RoleResult[]): string {
  const byRole = results.map(({ role, operations }) => {
    const tallies = [...operations.values()];
    const kinds = KINDS.map((kind) => String(sum(tallies, ({ answers }) => answers[kind] ?? 0)));
    return [role, String(sum(tallies, ({ requests }) => requests)), ...kinds, String(sum(tallies, findingsIn))];
  });
  const labels = [...new Set(results.flatMap(({ operations }) => [...operations.keys()]))].toSorted();
  const byOperation = labels.map((label) => [label, ...results.map(({ operations }) => cellOf(operations.get(label)))]);
  return [
    table(['role', 'requests', '2xx', '3xx', '4xx', '5xx', 'no answer', 'findings'], byRole),
    table(['operation', ...results.map(({ role }) => role)], byOperation),
  ].join('\n\n');
}

/** `<role> <operation>: <check>` for everything that was found. */
export const findingsOf = (results: readonly RoleResult[]): string[] =>
  results.flatMap(({ role, operations }) =>
    [...operations]
      .filter(([, tally]) => hasFindings(tally))
      .map(([label, { findings }]) => {
        const found = Object.entries(findings).map(([check, times]) => `${check} (${times})`);
        return `${role} ${label}: ${found.join(', ')}`;
      }),
  );

export const requestsIn = (operations: ReadonlyMap<string, Tally>): number =>
  sum([...operations.values()], ({ requests }) => requests);

const findingsIn = ({ findings }: Tally): number => Object.values(findings).reduce((all, one) => all + one, 0);

const cellOf = (tally: Tally | undefined): string => {
  if (tally === undefined) return '–';
  return hasFindings(tally) ? `${tally.requests} (${findingsIn(tally)} FOUND)` : String(tally.requests);
};

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
  tallies.reduce((all, one) => all + of(one), 0);

function table(columns: readonly string[], rows: readonly string[][]): string {
  const widths = columns.map((name, place) => Math.max(name.length, ...rows.map((row) => (row[place] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
