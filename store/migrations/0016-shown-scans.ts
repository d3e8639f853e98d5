/** The small JPEG that is made of each scan, and scans whose images were removed after another had replaced them. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table documents
    add column shown_key text,
    add column shown_sha256 text,
    add column shown_size integer,
    add column image_removed_at timestamptz`,
  // The order in which object stores list their keys.
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
