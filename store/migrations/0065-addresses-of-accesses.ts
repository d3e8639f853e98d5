/**
 * The addresses of accesses as MIIT has them: those of websites that were taken over are known from nowhere else (R-HO-1). Of what was told
 * before, the bureau's next record brings them.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table bureau_told_ids add column addresses jsonb`.execute(db);
  await sql`alter table record_accesses add column addresses jsonb`.execute(db);
}
