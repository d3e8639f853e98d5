/** Numbers of the public security filing that were reported or imported in another spelling than the printed one. */
import { sql, type Kysely } from 'kysely';
import { printedPsbNumber } from '../../domain/record/psb-number.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['record_websites', 'obligations']) {
    const named = sql.table(table);
    const { rows } = await sql<{ told: string }>`
      select distinct psb_number as told from ${named} where psb_number is not null`.execute(db);
    for (const { told } of rows) {
      const printed = printedPsbNumber(told);
      if (printed !== told)
        await sql`update ${named} set psb_number = ${printed} where psb_number = ${told}`.execute(db);
    }
  }
}
