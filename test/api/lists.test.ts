/** Lists come page by page: nothing that grows comes whole, and reading on neither loses nor repeats a row. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { enterprise } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
let id = '';
beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  id = await bench.order(applicant, enterprise(), 'PRELIM_REVIEW');
});
afterAll(() => bench.close());

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  maxItems?: number;
  maxLength?: number;
}
interface Operation {
  operationId: string;
  security?: unknown[];
  parameters?: { in: string; name: string; schema: Schema & { maximum?: number } }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

async function operations(): Promise<{ all: Operation[]; resolve: (schema: Schema) => Schema }> {
  const { body } = await request(bench.app).get('/openapi.json').expect(200);
  const schemas: Record<string, Schema> = body.components.schemas;
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : resolve(schemas[name] ?? {});
  };
  const paths: Record<string, Record<string, Operation>> = body.paths;
  return { all: Object.values(paths).flatMap((methods) => Object.values(methods)), resolve };
}

/** The lists in an object, without those inside the rows of other lists. */
function listsIn(schema: Schema, resolve: (schema: Schema) => Schema, path = ''): { path: string; list: Schema }[] {
  const { type, properties = {}, ...rest } = resolve(schema);
  if (type === 'array') return [{ path, list: { type, ...rest } }];
  return Object.entries(properties).flatMap(([name, inner]) => listsIn(inner, resolve, `${path}.${name}`));
}

const isPaged = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ name, schema }) => name === 'limit' && schema.maximum !== undefined) &&
  parameters.some(({ name }) => name === 'cursor');

describe('every operation', () => {
  test('that answers with a list gives it page by page, or says how long it can be', async () => {
    const { all, resolve } = await operations();
    const endless = all.flatMap((operation) =>
      Object.entries(operation.responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, { content = {} }]) => Object.values(content))
        .flatMap(({ schema }) => listsIn(schema, resolve))
        .filter(({ list }) => list.maxItems === undefined && !isPaged(operation))
        .map(({ path }) => `${operation.operationId}${path}`),
    );
    expect(endless).toEqual([]);
  });

  test('for people who are signed in takes lists of bounded length only', async () => {
    const { all, resolve } = await operations();
    const endless = all
      .filter(({ security }) => JSON.stringify(security).includes('bearer'))
      .flatMap((operation) =>
        Object.values(operation.requestBody?.content ?? {})
          .flatMap(({ schema }) => listsIn(schema, resolve))
          .filter(({ list }) => list.maxItems === undefined)
          .map(({ path }) => `${operation.operationId}${path}`),
      );
    expect(endless).toEqual([]);
  });
});

interface Row {
  id?: string;
  position?: number;
  slot?: string;
  sessionId?: string;
}

/** What a row is told apart by; how far its message has come may change meanwhile. */
const nameOf = (row: Row): unknown => row.id ?? row.position ?? row.slot ?? row.sessionId ?? JSON.stringify(row);

/** Every row of a list, read `limit` at a time. */
async function readOn(person: Person, path: string, key: string, limit: number): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let cursor = ''; ;) {
    const query = `limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body } = succeeded(await person.get(`${path}?${query}`));
    expect(body[key].length).toBeLessThanOrEqual(limit);
    rows.push(...body[key].map(nameOf));
    if (body.cursor === undefined) return rows;
    cursor = body.cursor;
  }
}

describe('reading on', () => {
  const lists = (): [string, string][] => [
    [`/v1/orders/${id}/history`, 'entries'],
    [`/v1/orders/${id}/messages`, 'messages'],
    [`/v1/orders/${id}/documents`, 'documents'],
    [`/v1/orders/${id}/people/P2/liveness`, 'checks'],
    ['/v1/inbox', 'messages'],
    ['/v1/orders', 'orders'],
  ];

  test('gives each row once and in the same order as the whole list', async () => {
    for (const [path, key] of lists()) {
      const { body } = succeeded(await applicant.get(path));
      expect([path, body[key].length]).not.toEqual([path, 0]);
      const whole = body[key].map(nameOf);
      for (const limit of [1, 2]) expect([path, await readOn(applicant, path, key, limit)]).toEqual([path, whole]);
    }
  });

  test('gives what is written meanwhile, and nothing twice', async () => {
    const path = `/v1/orders/${id}/history`;
    const first = succeeded(await applicant.get(`${path}?limit=2`)).body;
    await applicant.act(id, 'withdraw');
    const rest = succeeded(await applicant.get(`${path}?cursor=${first.cursor}`)).body;
    const whole = succeeded(await applicant.get(path)).body;
    expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
    expect(whole.entries.at(-1)).toMatchObject({ action: 'withdraw' });
  });

  test('works for the staff’s lists too', async () => {
    const [operator, reviewer] = [await bench.as('operator'), await bench.as('reviewer')];
    for (const [person, path, key] of [
      [operator, '/v1/policies', 'rows'],
      [operator, '/v1/policy-versions', 'versions'],
      [operator, '/v1/tasks', 'tasks'],
      [reviewer, '/v1/record-lookups', 'questions'],
      [operator, '/v1/messages/undelivered', 'messages'],
    ] as const) {
      const limit = key === 'rows' ? 90 : 1;
      const all = await readOn(person, path, key, limit);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('with a cursor from elsewhere, or a page too large, is refused', async () => {
    for (const [path] of lists()) {
      for (const query of ['cursor=bm90aGluZw', 'limit=100000', 'limit=0']) {
        expect([path, (await applicant.get(`${path}?${query}`)).status]).toEqual([path, 422]);
      }
    }
  });
});

test('a dear operation takes more of the allowance than a cheap one', async () => {
  const app = bench.appWith({ limits: { requestsPerMinute: 60 } });
  const until = async (person: Person, path: string): Promise<number> => {
    for (let answered = 0; ; answered += 1) {
      const { status, headers } = await person.get(path);
      if (status !== 429) continue;
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      return answered;
    }
  };
  const cheap = (await bench.as('operator')).at(app);
  const dear = (await bench.as('operator')).at(app);
  const [many, few] = [await until(cheap, `/v1/orders/${id}`), await until(dear, `/v1/orders/${id}/checklist`)];
  expect(many).toBe(60);
  expect(few).toBeLessThan(many / 5);
});
