/** Where a sealed column names its master key, for the statements that look for other keys than the current one. */
import { sql, type RawBuilder } from 'kysely';
import type { SealedColumn } from './sealed-columns.ts';

/** A wrapped key; of a value with a key of its own, the length of the wrapped key and this key. */
export function headOf({ column, protection: { by } }: SealedColumn): RawBuilder<Buffer> {
  const value = sql.ref(column);
  if (by === 'MASTER_KEY') return sql`${value}`;
  return sql`substring(${value} from 1 for case when ${value} = '' then 0 else 1 + get_byte(${value}, 0) end)`;
}

/** Everything but a value that names the current key, so a value that names none is found as well. */
export function isUnderAnother({ column, protection: { by } }: SealedColumn, currentId: string): RawBuilder<boolean> {
  const value = sql.ref(column);
  const id = Buffer.from(currentId, 'utf8');
  const named = Buffer.concat([Buffer.of(id.length), id]);
  const at = by === 'MASTER_KEY' ? 1 : 2;
  const isOther = sql<boolean>`substring(${value} from ${sql.lit(at)} for ${sql.lit(named.length)}) <> ${named}`;
  return by === 'OWN_KEY_OR_DATA_KEY'
    ? sql`(${isOther} and substring(${value} from 1 for 1) <> ${UNDER_A_DATA_KEY})`
    : sql`${isOther}`;
}

/** The first byte of what is sealed under a data key (`seal.ts`); a wrapped key is longer than that. */
const UNDER_A_DATA_KEY = Buffer.of(1);
