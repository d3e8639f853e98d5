/** The primary key of a table, for work that goes through any table row by row. */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../postgres/database.ts';

export interface PrimaryKey {
  /** Its columns, by which rows are ordered. */
  columns: RawBuilder<unknown>;
  /** Its values in a row, as an array of texts. */
  values: RawBuilder<string[]>;
  isAfter: (values: readonly string[]) => RawBuilder<boolean>;
  is: (values: readonly string[]) => RawBuilder<boolean>;
}

export async function primaryKeyOf(db: Database, table: string): Promise<PrimaryKey> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indrelid = ${table}::regclass and indisprimary order by array_position(indkey::int2[], attnum)`.execute(db);
  const names = rows.map(({ name }) => sql.ref(name));
  const columns = sql.join(names);
  const given = (values: readonly string[]) => sql`(${sql.join(values.map((value) => sql.val(value)))})`;
  return {
    columns,
    values: sql`array[${sql.join(names.map((name) => sql`${name}::text`))}]`,
    isAfter: (values) => sql`(${columns}) > ${given(values)}`,
    is: (values) => sql`(${columns}) = ${given(values)}`,
  };
}
