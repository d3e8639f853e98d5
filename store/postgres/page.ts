/** One page of a list. A list is read from the place of the last row that was given out (`cursor.ts`). */
import { cursorAt } from './cursor.ts';

export interface PageRequest {
  limit: number;
  /** Of the page before. */
  cursor?: string;
}

export interface Page<Row> {
  rows: Row[];
  /** Give it back to read on; absent on the last page. */
  cursor?: string;
}

/** Cuts the page out of `limit + 1` rows; `placeOf` gives a row's values of the columns that order the list. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => readonly unknown[],
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return rows.length > limit && last !== undefined ? { rows: page, cursor: cursorAt(placeOf(last)) } : { rows: page };
}

/** The same page of what is made from the rows. */
export const mapPage = <Row, Item>({ rows, ...rest }: Page<Row>, toItem: (row: Row) => Item): Page<Item> => ({
  ...rest,
  rows: rows.map(toItem),
});
