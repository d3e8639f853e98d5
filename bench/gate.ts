/** Whether a page of the access gate's list takes as long at the end of the list as at its beginning. */
import { sql } from 'kysely';
import { gatePage } from '../store/access/gate-rows.ts';
import { atMost, figure, median, type Figure } from './figure.ts';
import type { World } from './world.ts';

const WEBSITES = 20_000;
const ROWS = 500;
const ROUNDS = 5;
/** How many pages count as the beginning and as the end. */
const PAGES = 10;

export async function measureGate({ store: { database } }: World): Promise<Figure[]> {
  await sql`insert into gate_rows (domain, serve, reason, number, since, seq)
    select 'gate-' || n || '.cn', true, 'FILED', '琼ICP备' || (2020000000 + n) || '号-1', now(), nextval('gate_changes')
    from generate_series(1, ${sql.lit(WEBSITES)}) n`.execute(database);
  await sql`analyze gate_rows`.execute(database);
  const first: number[] = [];
  const last: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const took = await readAll(database);
    first.push(...took.slice(0, PAGES));
    last.push(...took.slice(-PAGES));
  }
  return [
    figure(
      {
        name: 'page of the gate list',
        words: `A page of ${ROWS} domains at the end of a list of ${WEBSITES}; the floor is a page at its beginning.`,
        unit: 'ms',
        measured: median(last),
        floor: median(first),
      },
      atMost(2),
    ),
  ];
}

/** Milliseconds for each full page, in the order of the list. */
async function readAll(database: World['store']['database']): Promise<number[]> {
  const took: number[] = [];
  let cursor: string | undefined;
  let more = true;
  while (more) {
    const started = performance.now();
    const page = await gatePage(database, { limit: ROWS, ...(cursor === undefined ? {} : { cursor }) });
    took.push(performance.now() - started);
    cursor = page.upTo;
    more = page.more;
  }
  return took;
}
