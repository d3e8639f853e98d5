/**
 * The code tables of MIIT's interface (基础代码, JCDM). Rows come with a release (`seeds/`) until the bureau sends the table; from then on
 * only what the bureau sent holds (R-HO-4).
 */

export const CODE_TABLES = [
  'UNIT_CLASS',
  'NATURE',
  'AREA',
  'FEEDBACK',
  'BUREAU',
  'SECTOR',
  'LEVEL',
  'CERTIFICATE',
  'PRE_APPROVAL',
  'CONTENT',
  'ACCESS_METHOD',
  'REMOVAL_REASON',
  'UNFILED_HANDLING',
  'VERIFICATION',
  'DOMAIN_KIND',
  'FILE_FORMAT',
  'FILE_USE',
  'LANGUAGE',
] as const;
/** `AREA`: provinces, cities and counties. `BUREAU`: the bureaus, by whose numbers the places of servers are named. */
export type CodeTable = (typeof CODE_TABLES)[number];

export interface CodeRow {
  table: CodeTable;
  id: string;
  /** In Chinese, as MIIT writes it. */
  name: string;
  /** The same code as a bit (运算ID), where the table has one. */
  bit?: string;
  /** What the row belongs to, by its id: the nature of a certificate, the object of a file, the kind of an area. */
  belongsTo?: string;
  /** False of a row that MIIT has withdrawn. */
  valid: boolean;
  /** Where the row comes from, and as of which day. */
  source: string;
  asOf: string;
}

/** Where the rows of one seed come from. */
export interface SeedSource {
  source: string;
  asOf: string;
}

/** Rows of a table that lists only ids and names. */
export const seedRows = (
  table: CodeTable,
  { source, asOf }: SeedSource,
  names: Readonly<Record<number, string>>,
): CodeRow[] => Object.entries(names).map(([id, name]) => ({ table, id, name, valid: true, source, asOf }));
