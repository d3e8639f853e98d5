/** Tables of the codes that MIIT sent. */
import type { Generated } from 'kysely';
import type { CodeTable } from '../../domain/bureau-codes/code-row.ts';
import type { Optional } from '../postgres/columns.ts';

export interface BureauCodesTable {
  code_table: CodeTable;
  id: string;
  name: string;
  bit: Optional<string>;
  belongs_to: Optional<string>;
  valid: boolean;
  /** The file in which MIIT told it. */
  source_file: string;
  told_at: Date;
}

/** The files that brought codes; the last number is the version of the tables. */
export interface BureauCodeFilesTable {
  number: Generated<number>;
  source_file: string;
  told_at: Date;
  /** How many rows differ from what was in force. */
  different: number;
}
