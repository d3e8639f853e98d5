/**
 * The policy table in the database: what comes with a release (the seed) and what an operator imported since. Every change
 * makes a new version of the whole table; old versions stay, so that an old decision can be explained.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { contentVersion } from '../../domain/digest.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { withPhonesSpelled } from '../../domain/policy/phones-in-rows.ts';
import { createPolicies, parsePolicyRows, type Policies, type PolicyRow } from '../../domain/policy/policy.ts';
import { cursorNumber, readCursor } from '../postgres/cursor.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';

interface OriginRow {
  origin: 'seed' | 'import';
  row: PolicyRow;
}

const LOCK = 'beian policies';
const ROWS_PER_INSERT = 2000;

/**
 * Makes a release's rows the basis; rows that operators imported stay on top. Does nothing when they are the basis already.
 * Several processes may call it at once. Returns the version in force.
 */
export function seedPolicies(db: Database, rows: readonly PolicyRow[]): Promise<string> {
  return changePolicies(db, 'release', (present) => [
    ...rows.map((row) => ({ origin: 'seed' as const, row })),
    ...present.filter(({ origin }) => origin === 'import'),
  ]);
}

export type ImportedPolicies =
  { imported: true; version: string; rows: number; changed: boolean } | { imported: false; errors: string[] };

/**
 * Imports rows of an operator's file. One bad row refuses the whole file, naming every fault. `changed` says that
 * open filings are to be told (`policyChanged`).
 */
export async function importPolicies(db: Database, input: unknown, by: string): Promise<ImportedPolicies> {
  const parsed = parsePolicyRows(input);
  if (!parsed.ok) return { imported: false, errors: parsed.errors };
  const rows = parsed.rows.map(withPhonesSpelled);
  const replaced = new Set(rows.map(identityOf));
  const before = await latestVersion(db);
  const version = await changePolicies(db, by, (present) => [
    ...present.filter(({ origin, row }) => origin === 'seed' || !replaced.has(identityOf(row))),
    ...rows.map((row) => ({ origin: 'import' as const, row })),
  ]);
  return { imported: true, version, rows: rows.length, changed: version !== before };
}

/** Rows that answer the same question from the same day on. */
const identityOf = (row: PolicyRow): string => contentVersion([row.key, row.scope, row.validFrom]);

function changePolicies(db: Database, by: string, change: (present: OriginRow[]) => OriginRow[]): Promise<string> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.execute(trx);
    const before = await latestVersion(trx);
    const rows = change(before === undefined ? [] : await rowsOf(trx, before));
    const version = createPolicies(rows.map(({ row }) => row)).version;
    if (version === before) return version;
    await writeVersion(trx, { version, by, rows });
    return version;
  });
}

async function writeVersion(
  trx: Database,
  { version, by, rows }: { version: string; by: string; rows: readonly OriginRow[] },
): Promise<void> {
  // An undone change leads to rows that are stored already under their version, so only the version's number changes.
  await trx.deleteFrom('policy_rows').where('version', '=', version).execute();
  await trx.deleteFrom('policy_versions').where('version', '=', version).execute();
  await trx.insertInto('policy_versions').values({ version, created_by: by }).execute();
  const values = rows.map(({ origin, row }, position) => ({
    version,
    position,
    origin,
    key: row.key,
    identity: identityOf(row),
    row: JSON.stringify(row),
  }));
  for (let start = 0; start < values.length; start += ROWS_PER_INSERT) {
    await trx
      .insertInto('policy_rows')
      .values(values.slice(start, start + ROWS_PER_INSERT))
      .execute();
  }
}

async function latestVersion(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('policy_versions')
    .select('version')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version;
}

const rowsOf = (db: Database, version: string): Promise<OriginRow[]> =>
  db.selectFrom('policy_rows').select(['origin', 'row']).where('version', '=', version).orderBy('position').execute();

export interface PolicyVersion {
  version: string;
  createdAt: Date;
  createdBy: string;
}

/** Versions, newest first; the first one of the first page is in force. Throws `CursorError` for a cursor not given out here. */
export async function policyVersions(db: Database, { limit, cursor }: PageRequest): Promise<Page<PolicyVersion>> {
  let query = db.selectFrom('policy_versions').selectAll();
  if (cursor !== undefined) query = query.where('number', '<', readCursor(placeSchema, cursor)[0]);
  const rows = await query
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ number }) => [number]),
    (row) => ({ version: row.version, createdAt: row.created_at, createdBy: row.created_by }),
  );
}

const placeSchema = z.tuple([cursorNumber]);

/** The policies in force; those of the release while none were stored, as before the first start. */
export async function policiesOrBuiltIn(db: Database): Promise<Policies> {
  const version = await latestVersion(db);
  return version === undefined ? createPolicies(BUILT_IN_POLICIES) : loadPolicies(db, version);
}

/**
 * The policies in force, or those of an older version. Throws when there are none because the release's data was never
 * stored.
 */
export async function loadPolicies(db: Database, version?: string): Promise<Policies> {
  const wanted = version ?? (await latestVersion(db));
  const rows = wanted === undefined ? [] : await rowsOf(db, wanted);
  if (rows.length === 0) throw new Error(`there are no policies of version ${wanted ?? '(any)'}; seed them first`);
  return createPolicies(rows.map(({ row }) => row));
}
