import { present } from '../domain/present.ts';
/** One measured figure with its floor and target, and the table that shows figures. */

export interface Figure {
  name: string;
  /** Explanation of the line. */
  words: string;
  unit: string;
  measured: number;
  /** The figure of the floor, or of the bare call. */
  floor: number;
  /** Measured divided by floor, or the median of the rounds' ratios. */
  ratio: number;
  /** The target as printed, e.g. `≥ 1.00 × floor`. */
  target: string;
  /** Absent when the line has no target and is for comparison only. */
  passed?: boolean;
}

type Judge = (figure: { measured: number; ratio: number }) => boolean;

export interface Target {
  target: string;
  judge?: Judge;
}

export const atLeast = (times: number): Target => ({
  target: `≥ ${times.toFixed(2)} × floor`,
  judge: ({ ratio }) => ratio >= times,
});
/** A target below a multiple of the floor. A floor of zero or less, as small differences of memory can give, meets no target. */
export const atMost = (times: number): Target => ({
  target: `≤ ${times.toFixed(2)} × floor`,
  judge: ({ ratio }) => ratio > 0 && ratio <= times,
});
export const noMoreThan = (limit: number, unit: string): Target => ({
  target: `≤ ${limit} ${unit}`,
  judge: ({ measured }) => measured <= limit,
});
export const forComparison: Target = { target: '—' };

export function figure(
  given: Pick<Figure, 'name' | 'words' | 'unit' | 'measured' | 'floor'> & Partial<Pick<Figure, 'ratio'>>,
  { target, judge }: Target,
): Figure {
  const ratio = given.ratio ?? given.measured / given.floor;
  const passed = judge?.({ measured: given.measured, ratio });
  return { ...given, ratio, target, ...present({ passed }) };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** A table of the figures, with an explanation below each line. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((each) => [
    each.name,
    `${rounded(each.measured)} ${each.unit}`,
    `${rounded(each.floor)} ${each.unit}`,
    `${each.ratio.toFixed(2)} ×`,
    each.target,
    each.passed === undefined ? '' : each.passed ? 'met' : 'NOT MET',
  ]);
  const head = ['what', 'Beian', 'floor', 'ratio', 'target', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const body = rows.map((row, index) => `${line(row)}\n    ${figures[index]?.words ?? ''}`);
  return [line(head).trimEnd(), ...body].join('\n');
}

function rounded(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
