/** The code tables in force, to look things up in. Rows that MIIT has withdrawn are not found. */
import type { CodeRow, CodeTable } from './code-row.ts';

export interface BureauCodes {
  /** Changes when any row changes. */
  readonly version: string;
  row(this: void, table: CodeTable, id: string | number): CodeRow | undefined;
  /** In the order of their ids. */
  rows(this: void, table: CodeTable): readonly CodeRow[];
}

export function createBureauCodes(all: readonly CodeRow[], version: string): BureauCodes {
  const tables = new Map<CodeTable, Map<string, CodeRow>>();
  for (const row of all) {
    if (!row.valid) continue;
    const table = tables.get(row.table) ?? new Map<string, CodeRow>();
    table.set(row.id, row);
    tables.set(row.table, table);
  }
  const sorted = new Map<CodeTable, readonly CodeRow[]>();
  return {
    version,
    row: (table, id) => tables.get(table)?.get(String(id)),
    rows(table) {
      const known = sorted.get(table) ?? [...(tables.get(table)?.values() ?? [])].toSorted(byId);
      sorted.set(table, known);
      return known;
    },
  };
}

const byId = (a: CodeRow, b: CodeRow): number => a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
