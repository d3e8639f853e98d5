/**
 * The rows of a large table, read a page at a time: `read` returns at most `rowsPerPage` rows behind the last one of the page before, in
 * the order of the walk.
 *
 * @example
 * for await (const row of rowByRow(5000, (last) => rowsBehind(last?.id ?? 0))) check(row);
 */
export async function* rowByRow<Row>(
  rowsPerPage: number,
  read: (last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  for (;;) {
    const rows = await read(last);
    yield* rows;
    if (rows.length < rowsPerPage) return;
    last = rows.at(-1);
  }
}
