/** Domains that MIIT's record told in another spelling, such as `示例.中国` or `EXAMPLE.CN.`, under the one they are asked for by. */
import { sql, type Kysely } from 'kysely';
import { asciiHost } from '../../domain/identity/domain-name.ts';

/** Where another website is on record under that spelling, both stay, because only one of them can be MIIT's newest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; domain: string }>`
    select id, domain from record_websites where domain !~ '^[a-z0-9.-]*[a-z0-9]$'`.execute(db);
  for (const { id, domain } of rows) {
    const ascii = asciiHost(domain);
    if (ascii === undefined || ascii === domain) continue;
    await sql`
      update record_websites set domain = ${ascii}
      where id = ${id} and not exists (
        select 1 from record_websites other
        where other.domain = ${ascii} and other.status <> 'DEREGISTERED')`.execute(db);
  }
}
