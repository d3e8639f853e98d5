/** What the demo prints at the end: one row for each order. */
import type { Played } from './play.ts';

const COLUMNS = ['example', 'order', 'ended as', 'states', 'due dates', 'SMS', 'email', 'in-app', 'result'] as const;

export function closingTable(all: readonly Played[]): string {
  const rows = all.map(rowOf);
  const widths = COLUMNS.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [line(COLUMNS), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

function rowOf({ example, orderId, steps, end, messages, passed }: Played): string[] {
  const dues = steps.flatMap(({ step }) => Object.keys(step.due ?? {}));
  const late = steps.flatMap(({ wrong }) => wrong.filter((text) => text.includes(' is due '))).length;
  const states = steps.map(({ state }) => state).filter((state, index, list) => state !== list[index - 1]);
  const by = (channel: string) => String(messages.filter((message) => message.channel === channel).length);
  return [
    example.name,
    orderId,
    end.stage,
    String(states.length),
    dues.length === 0 ? '–' : `${dues.length - late} of ${dues.length} as said`,
    by('SMS'),
    by('EMAIL'),
    by('IN_APP'),
    passed ? 'as said' : 'NOT AS SAID',
  ];
}
