/**
 * Where the lines of an import stand until the whole file is judged: tables of one connection, which are gone with it. Personal
 * details are sealed before they come here.
 */
import { sql } from 'kysely';
import type { ImportFinding } from '../../../domain/record/import/import-finding.ts';
import type { Database } from '../../postgres/database.ts';

export interface StagedEntity {
  line: number;
  id: string;
  /** The entity is on record already. */
  known: boolean;
  number: string;
  province: string;
  serial: string;
  kind: string;
  account_id: string | null;
  certificate_index: Buffer;
  details: Buffer | null;
  wrapped_key: Buffer | null;
  status: string;
  issued_on: string;
  miit_id: string | null;
}

export interface StagedWebsite {
  line: number;
  /** Its place among the websites of the line. */
  place: number;
  entity_id: string;
  id: string;
  known: boolean;
  number: string;
  suffix: number;
  domain: string;
  details: Buffer | null;
  head_index: Buffer | null;
  status: string;
  issued_on: string;
  miit_id: string | null;
  domain_miit_id: string | null;
  psb_number: string | null;
}

export interface StagedAccess {
  website_id: string;
  /** Both are absent for an access here. */
  provider_code: string | null;
  provider_name: string | null;
  type: string | null;
  instance_id: string | null;
  miit_id: string | null;
  opened_at: string;
}

export interface StagedLines {
  entities: StagedEntity[];
  websites: StagedWebsite[];
  accesses: StagedAccess[];
  findings: ImportFinding[];
}

const TABLES = ['import_entities', 'import_websites', 'import_accesses', 'import_findings'] as const;

export async function createStaging(connection: Database): Promise<void> {
  await dropStaging(connection);
  const statements = [
    sql`create temp table import_entities (line int, id uuid, known boolean, number text, province text, serial text,
      kind text, account_id text, certificate_index bytea, details bytea, wrapped_key bytea, status text, issued_on date,
      miit_id text)`,
    sql`create temp table import_websites (line int, place int, entity_id uuid, id uuid, known boolean, number text,
      suffix int, domain text, details bytea, head_index bytea, status text, issued_on date, miit_id text,
      domain_miit_id text, psb_number text)`,
    sql`create temp table import_accesses (website_id uuid, provider_code text, provider_name text, type text,
      instance_id text, miit_id text, opened_at timestamptz)`,
    sql`create temp table import_findings (line int, path text, code text)`,
  ];
  for (const statement of statements) await statement.execute(connection);
}

export async function dropStaging(connection: Database): Promise<void> {
  for (const table of TABLES) await sql`drop table if exists ${sql.id('pg_temp', table)}`.execute(connection);
}

export async function stage(connection: Database, lines: StagedLines): Promise<void> {
  await insert(connection, 'import_entities', lines.entities);
  await insert(connection, 'import_websites', lines.websites);
  await insert(connection, 'import_accesses', lines.accesses);
  await insert(connection, 'import_findings', lines.findings);
}

/** Statistics, without which the joins of the checks are planned for empty tables. */
export async function analyseStaging(connection: Database): Promise<void> {
  for (const table of TABLES) await sql`analyze ${sql.id('pg_temp', table)}`.execute(connection);
}

async function insert(connection: Database, table: (typeof TABLES)[number], rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, inJson(v)]))),
  );
  await sql`
    insert into ${sql.id('pg_temp', table)}
    select * from json_populate_recordset(null::${sql.id('pg_temp', table)}, ${json})`.execute(connection);
}

const inJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);

/** Findings of lines, a page after another, by line. */
export async function* stagedFindings(connection: Database): AsyncGenerator<ImportFinding> {
  const atATime = 1000;
  for (let from = 0; ; from += atATime) {
    const { rows } = await sql<ImportFinding>`
      select distinct line, path, code from import_findings order by line, path, code
      limit ${atATime} offset ${from}`.execute(connection);
    yield* rows;
    if (rows.length < atATime) return;
  }
}
