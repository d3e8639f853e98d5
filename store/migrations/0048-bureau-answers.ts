/** What the bureaus told of records and of whom they refuse: MIIT's ids by number, and the blacklist. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table bureau_told_ids (
    kind text not null,
    miit_id text not null,
    number text not null,
    ours boolean not null,
    told_at timestamptz not null,
    removed_at timestamptz,
    primary key (kind, miit_id)
  )`,
  sql`create index bureau_told_ids_by_number on bureau_told_ids (number)`,
  sql`create table bureau_blacklist (
    kind text not null,
    fingerprint bytea not null,
    listed_at timestamptz not null,
    source_file text not null,
    primary key (kind, fingerprint)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
