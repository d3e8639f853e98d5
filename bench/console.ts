/**
 * What people wait for at the console, a process of its own: a page of the reviewers' queue with 50,000 orders in it, from a decision in one
 * window to the new state in another, and how large pages and assets are.
 */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { untilReady } from '../stack/processes/children.ts';
import { sampleOrder } from '../test/support/orders/stored-orders.ts';
import { figure, forComparison, noMoreThan, quantile, type Figure } from './figure.ts';
import { driveFiling, ready, TASK_QUEUES } from './sides.ts';
import { Visitor } from './visitor.ts';
import type { World } from './world.ts';

const FEW = 1_000;
const ORDERS = 50_000;
const ROUNDS = 40;
const DECISIONS = 60;
const WARM_UP = 5;
/** Number of steps after the opening until the order is in the reviewers' queue. */
const UNTIL_REVIEW = 2;
const FILTERS = ['', 'stage=PHOTO_REVIEW', 'province=HI', 'type=CHANGE_SITE', 'whose=free', 'due=LATE'];
const KB = 1_000;

export async function measureConsole(world: World): Promise<Figure[]> {
  const worker = world.startWorker('filings', TASK_QUEUES.filings);
  const { child, url } = await world.startConsole(TASK_QUEUES.filings);
  await untilReady(child, 60, async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true);
  const decisions = await measureDecisions(world, url);
  const queue = await measureQueue(world, url);
  const assets = await measureAssets(url);
  await Promise.all([child, worker].map((each) => each.stop()));
  return [...queue, ...decisions, ...assets];
}

async function measureDecisions(world: World, url: string): Promise<Figure[]> {
  const filing = await ready(world, 'filings');
  await driveFiling(world, filing, { until: UNTIL_REVIEW });
  const [decides, watches] = [await Visitor.signedIn(url, 'reviewer'), await Visitor.signedIn(url, 'reviewer')];
  const page = `/review/orders/${filing.id}`;
  const seen: number[] = [];
  const answered: number[] = [];
  let size = 0;
  for (let round = 0; round < DECISIONS; round += 1) {
    const action = round % 2 === 0 ? 'claim' : 'release';
    const shown = await decides.get(page);
    if (action === 'release') size = Math.max(size, gzipSync(shown).length);
    const before = await watches.get(page);
    const stream = await watches.follow(`/live/orders/${filing.id}`);
    const started = performance.now();
    await decides.send(`${page}/actions/${action}`, { ...fieldsIn(shown), once: randomUUID() });
    const done = performance.now() - started;
    await stream.changed();
    const after = await watches.get(page);
    if (round >= WARM_UP) {
      seen.push(performance.now() - started);
      answered.push(done);
    }
    if (standingOn(after) === standingOn(before)) throw new Error(`the other window does not show the ${action}`);
  }
  return [
    figure(
      {
        name: 'decision in another window, p95',
        words: `From sending a form of a case in one window until another one, told by its stream, has read the new state; ${seen.length} times. The floor is the answer to the form.`,
        unit: 'ms',
        measured: quantile(seen, 0.95),
        floor: quantile(answered, 0.95),
      },
      noMoreThan(1_000, 'ms'),
    ),
    sizeOf('page of a case', 'The page of a claimed case of an enterprise, compressed, with all of its fields, scans and reasons.', size),
  ];
} // prettier-ignore

const fieldsIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    ['csrf', 'visit'].map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '']),
  );

/** Who has the order, as the page says it. */
const standingOn = (html: string): string =>
  /id="standing">(.*?)<\/div>/s.exec(html)?.[1]?.replaceAll(/value="[^"]*"/g, '') ?? '';

async function measureQueue({ store: { database, vault } }: World, url: string): Promise<Figure[]> {
  const { id } = await sampleOrder(database, vault);
  await fill(database, id, 1, FEW);
  const small = await (await Visitor.signedIn(url, 'reviewer')).get('/review');
  await fill(database, id, FEW + 1, ORDERS);
  const times: number[] = [];
  const bare: number[] = [];
  let large = '';
  for (const filter of FILTERS) {
    const visitor = await Visitor.signedIn(url, 'reviewer');
    const first = await visitor.get(`/review?${filter}`);
    const [, next = ''] = /rel="next" href="([^"]+)"/.exec(first) ?? [];
    const second = next.replaceAll('&amp;', '&');
    if (second === '') throw new Error(`the queue has one page only: ${filter}`);
    if (filter === '') large = first;
    for (let round = 0; round < ROUNDS; round += 1) {
      await timed(times, () => visitor.get(`/review?${filter}`));
      await timed(times, () => visitor.get(second));
      await timed(bare, () => bareStatement.execute(database));
    }
  }
  return [
    figure(
      {
        name: 'queue of 50,000, p95',
        words: `A page of the reviewers' queue with its counts by HTTP, first and second page under six filters, ${times.length} times; the floor is the bare statement of one page.`,
        unit: 'ms',
        measured: quantile(times, 0.95),
        floor: quantile(bare, 0.95),
      },
      noMoreThan(100, 'ms'),
    ),
    figure(
      {
        name: 'page of the queue',
        words: 'The page of the queue with 50,000 orders, compressed; the floor is the one with 1,000.',
        unit: 'KB',
        measured: gzipSync(large).length / KB,
        floor: gzipSync(small).length / KB,
      },
      noMoreThan(60, 'KB'),
    ),
  ];
}

/** Everything that a page with charts loads, which is everything that there is. */
async function measureAssets(url: string): Promise<Figure[]> {
  const page = await (await Visitor.signedIn(url, 'operator')).get('/operate/figures');
  const named = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
  // Modules load modules from beside them.
  const found = new Set(named);
  let bytes = 0;
  for (const address of found) {
    const answer = await fetch(`${url}${address}`, { headers: { 'Accept-Encoding': 'gzip' } });
    bytes += Number(answer.headers.get('content-length'));
    const imported = [...(await answer.text()).matchAll(/from '\.\/([\w.-]+)'/g)];
    for (const [, name = ''] of imported) found.add(address.replace(/[^/]+$/, name));
  }
  return [
    figure(
      { name: 'all assets', words: `Styles and scripts of a page with charts, ${found.size} files, as they are sent.`, unit: 'KB', measured: bytes / KB, floor: bytes / KB },
      noMoreThan(120, 'KB'),
    ),
    sizeOf('page of figures', 'The operators’ page with all tables, compressed.', gzipSync(page).length),
  ];
} // prettier-ignore

const sizeOf = (name: string, words: string, bytes: number): Figure =>
  figure(
    { name, words, unit: 'KB', measured: bytes / KB, floor: bytes / KB },
    bytes === 0 ? forComparison : noMoreThan(60, 'KB'),
  );

const bareStatement = sql`select id from orders where waiting_on = 'reviewer'
  order by coalesce(due_at, 'infinity'::timestamptz), id limit 25`;

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  times.push(performance.now() - started);
  return result;
}

/** Copies of one order: every hundredth is of Hainan, a change and claimed; one in four waits for a photo to be judged. */
async function fill(database: World['store']['database'], id: string, from: number, to: number): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = 'orders' and table_schema = current_schema() and is_generated = 'NEVER'`.execute(database);
  const said: Record<string, string> = {
    id: `'QUEUED' || n`,
    account_id: `'queued-' || n`,
    due_at: `now() + (n - ${ORDERS / 4}) * interval '1 minute'`,
    province: `case when n % 100 = 0 then 'HI' else 'GD' end`,
    type: `case when n % 100 = 0 then 'CHANGE_SITE' else 'FIRST' end`,
    assignee: `case when n % 100 = 0 then 'somebody' end`,
    stage: `case when n % 4 = 0 then 'PHOTO_REVIEW' else 'PRELIM_REVIEW' end`,
    waiting_on: `'reviewer'`,
  };
  const columns = rows.map(({ name }) => name);
  const numbers = sql`generate_series(${sql.lit(from)}, ${sql.lit(to)}) n`;
  await sql`insert into cases select (jsonb_populate_record(cases, jsonb_build_object('id', 'QUEUED' || n))).*
    from cases, ${numbers} where cases.id = ${id}`.execute(database);
  await sql`insert into orders (${sql.raw(columns.join(', '))})
    select ${sql.raw(columns.map((name) => said[name] ?? name).join(', '))}
    from orders, ${numbers} where orders.id = ${id}`.execute(database);
  await sql`vacuum analyze orders`.execute(database);
}
