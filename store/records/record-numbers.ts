/** Which numbers stand on record here, deregistered ones among them. */
import type { Database } from '../postgres/database.ts';

export async function onRecordAlready(
  db: Database,
  entity: string,
  websites: readonly string[],
): Promise<{ entity: boolean; websites: string[] }> {
  const known = await db.selectFrom('record_entities').select('id').where('number', '=', entity).executeTakeFirst();
  if (known === undefined || websites.length === 0) return { entity: known !== undefined, websites: [] };
  const rows = await db.selectFrom('record_websites').select('number').where('number', 'in', websites).execute();
  return { entity: true, websites: rows.map(({ number }) => number) };
}
