/**
 * An inspection becomes a case of its own with a process: what hangs on it, how it stands, and the order that answers it. Those that are
 * open get their case when the API first looks (`store/inspections/open-cases.ts`), because a case needs a key. A code that is sent to a
 * phone may belong to any case.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table inspections
    add column case_id text unique references cases,
    add column state text,
    add column progress jsonb,
    add column order_id text references orders`,
  sql`alter table number_codes drop constraint number_codes_confirms_fkey`,
  sql`alter table number_codes add constraint number_codes_confirms_fkey foreign key (confirms) references cases`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
