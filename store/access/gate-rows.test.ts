import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { scansOf } from '../../test/support/servers/plan.ts';
import { releasePlace } from '../orders/place.ts';
import { releaseDomains, reserveForSubmission } from '../orders/reservations.ts';
import { closeAccess } from '../records/accesses.ts';
import { removeEntity, removeWebsite } from '../records/removals.ts';
import { writeRecord } from '../records/write-record.ts';
import { gateFacts } from './gate-facts.ts';
import { decideNow, gateChanges, gatePage, isGateDue, refreshGate } from './gate-rows.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const HALF_HOUR = 30 * 60_000;
const fileable = () => true;
let wall: Instant = MONDAY_MORNING;
const pass = (ms: number): void => {
  wall = instant(wall + ms);
};
const refresh = async (): Promise<void> => {
  while ((await refreshGate(store.db, store.vault, { now: wall, fileable })) > 0);
};
const rowOf = async (domain: string) => {
  await refresh();
  return (await gateChanges(store.db, 0, 10_000)).find((row) => row.domain === domain);
};
const said = async (domain: string) => {
  const row = await rowOf(domain);
  return row === undefined ? undefined : `${row.serve ? 'serve' : 'block'} ${row.reason}`;
};

/** Counts entities, so that each has numbers of its own. */
let entities = 0;
interface Entity {
  serial: string;
  certificate: string;
  domain: string;
}
const anEntity = (): Entity => {
  entities += 1;
  const nth = String(entities).padStart(3, '0');
  return { serial: `2026000${nth}`, certificate: `91460100MA5GATE${nth}`, domain: `gate-${nth}.cn` };
};
const numberOf = ({ serial }: Entity) => `琼ICP备${serial}号`;

async function submit({ certificate, domain }: Entity, type: OrderType = 'FIRST'): Promise<OrderId> {
  const { db, vault } = store;
  const form = sampleForm({
    entity: { ...sampleForm().entity, certificateNumber: certificate },
    websites: { W1: { name: '站', domain, headId: 'P1' } },
  });
  const { id } = await sampleOrder(db, vault, { form, type, domains: [{ websiteId: 'W1', domain }] });
  await reserveForSubmission(db, store.vault, id);
  return id;
}

async function complete(id: OrderId, entity: Entity): Promise<void> {
  const { db, vault } = store;
  const number = numberOf(entity);
  const websites = [{ domain: entity.domain, number: `${number}-1` }];
  await writeRecord(db, vault, { orderId: id, at: wall, entityNumber: number, websites, issuedOn: '2026-03-02' });
  await end(id);
}

async function end(id: OrderId): Promise<void> {
  await releaseDomains(store.db, id);
  await releasePlace(store.db, id);
}

const approve = (id: OrderId) =>
  store.db.updateTable('orders').set({ stage: 'BUREAU_APPROVED' }).where('id', '=', id).execute();

describe('A-127 R-ACC-G1 the row of a domain', () => {
  test('follows its order and its record from the submission to the removal', async () => {
    const entity = anEntity();
    const { domain } = entity;
    expect(await rowOf(domain)).toBeUndefined();
    const id = await submit(entity);
    expect(await rowOf(domain)).toMatchObject({ serve: false, reason: 'FILING_IN_PROGRESS', orderId: id, since: wall });
    await approve(id);
    expect(await said(domain)).toBe('block APPROVED_SYNC_PENDING');
    await complete(id, entity);
    expect(await rowOf(domain)).toMatchObject({ reason: 'SYNC_PENDING', from: wall + HALF_HOUR });
    pass(HALF_HOUR);
    expect(await rowOf(domain)).toMatchObject({
      serve: true,
      reason: 'FILED',
      number: `${numberOf(entity)}-1`,
      since: wall,
    });
    pass(1000);
    await closeAccess(store.db, wall, `${numberOf(entity)}-1`);
    expect(await rowOf(domain)).toMatchObject({ serve: false, reason: 'ACCESS_CANCELLED', since: wall });
    await removeWebsite(store.db, wall, `${numberOf(entity)}-1`);
    expect(await said(domain)).toBe('block DEREGISTERED');
  });

  test('closes when a removal is approved, before the record is changed (R-DEREG-11)', async () => {
    const entity = anEntity();
    await complete(await submit(entity), entity);
    pass(HALF_HOUR);
    const removal = await submit(entity, 'DEREG_SITE');
    expect(await said(entity.domain)).toBe('serve FILED');
    await approve(removal);
    expect(await said(entity.domain)).toBe('block REMOVAL_APPROVED');
    await end(removal);
  });

  test('closes with the whole entity, by whichever door it leaves the record', async () => {
    const entity = anEntity();
    await complete(await submit(entity), entity);
    pass(HALF_HOUR);
    expect(await said(entity.domain)).toBe('serve FILED');
    await removeEntity(store.db, wall, numberOf(entity));
    expect(await said(entity.domain)).toBe('block DEREGISTERED');
  });

  test('is right for an entity that became a shell', async () => {
    const entity = anEntity();
    await complete(await submit(entity), entity);
    await store.db
      .updateTable('record_entities')
      .set({ status: 'SHELL' })
      .where('number', '=', numberOf(entity))
      .execute();
    expect(await said(entity.domain)).toBe('block SHELL');
  });

  test('does not change when the same is decided again', async () => {
    const entity = anEntity();
    await submit(entity);
    const row = await rowOf(entity.domain);
    pass(60_000);
    await sql`update orders set stage = stage`.execute(store.db);
    expect(await isGateDue(store.db, wall)).toBe(true);
    expect(await rowOf(entity.domain)).toEqual(row);
    expect(await isGateDue(store.db, wall)).toBe(false);
  });

  test('is neither lost nor early when its change is rolled back', async () => {
    const entity = anEntity();
    await refresh();
    const broken = store.db.transaction().execute(async (trx) => {
      await trx.insertInto('gate_marks').values({ domain: entity.domain }).execute();
      throw new Error('the change failed');
    });
    await expect(broken).rejects.toThrow('the change failed');
    expect(await isGateDue(store.db, wall)).toBe(false);
  });
});

test('a reader of the list who goes on from where he was gets what changed, and nothing else', async () => {
  await refresh();
  const all: string[] = [];
  let cursor: string | undefined;
  for (let more = true; more;) {
    const page = await gatePage(store.db, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.rows.map(({ domain }) => domain));
    ({ more } = page);
    cursor = page.upTo;
  }
  expect(new Set(all).size).toBe(all.length);
  expect((await gatePage(store.db, { limit: 2, cursor: cursor ?? '' })).rows).toEqual([]);
  const entity = anEntity();
  await submit(entity);
  await refresh();
  const news = await gatePage(store.db, { limit: 2, cursor: cursor ?? '' });
  expect(news.rows.map(({ domain }) => domain)).toEqual([entity.domain]);
  expect(news.more).toBe(false);
});

test('a page of 20,000 websites reads its own rows only, wherever it begins', async () => {
  const { db } = store;
  await sql`insert into gate_rows (domain, serve, reason, since, seq)
    select 'many-' || n || '.cn', true, 'FILED', ${new Date(wall)}, nextval('gate_changes')
    from generate_series(1, 20000) n`.execute(db);
  const rowsRead = async (after: number): Promise<number> => {
    const page = sql`select * from gate_rows where seq > ${after} order by seq limit 501`;
    return Math.max(...(await scansOf(db, page.compile(db))).map(({ rows }) => rows));
  };
  const last = (await gateChanges(db, 0, 30_000)).at(-1)?.seq ?? 0;
  for (const after of [0, last - 10_000, last - 600, last]) expect(await rowsRead(after)).toBeLessThanOrEqual(501);
  await sql`delete from gate_rows where domain like 'many-%'`.execute(db);
});

test('R-ACC-G1 after any sequence of filings, approvals, closings and removals each row says what a fresh decision says', async () => {
  const step = fc.record({
    what: fc.constantFrom(
      'FILE',
      'APPROVE',
      'COMPLETE',
      'END',
      'CLOSE',
      'REMOVE_SITE',
      'REMOVE_ENTITY',
      'TIME',
      'REFRESH',
    ),
    which: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const cast = [anEntity(), anEntity(), anEntity()];
      const open = new Map<Entity, OrderId>();
      const onRecord = new Set<Entity>();
      for (const { what, which } of steps) {
        const entity = cast[which] ?? anEntity();
        const id = open.get(entity);
        if (what === 'FILE' && id === undefined && !onRecord.has(entity)) open.set(entity, await submit(entity));
        if (what === 'APPROVE' && id !== undefined) await approve(id);
        if (what === 'COMPLETE' && id !== undefined) {
          Object.assign(entity, { serial: anEntity().serial }); // a number that was deregistered never comes back
          await complete(id, entity);
          open.delete(entity);
          onRecord.add(entity);
        }
        if (what === 'END' && id !== undefined) {
          await end(id);
          open.delete(entity);
        }
        if (what === 'CLOSE') await closeAccess(store.db, wall, `${numberOf(entity)}-1`);
        if (what === 'REMOVE_SITE' && onRecord.has(entity))
          await removeWebsite(store.db, wall, `${numberOf(entity)}-1`);
        if (what === 'REMOVE_ENTITY' && onRecord.delete(entity)) await removeEntity(store.db, wall, numberOf(entity));
        if (what === 'TIME') pass(17 * 60_000);
        if (what === 'REFRESH') await refresh();
      }
      await refresh();
      const domains = cast.map(({ domain }) => domain);
      const rows = (await gateChanges(store.db, 0, 10_000)).filter(({ domain }) => domains.includes(domain));
      const facts = await gateFacts(store.db, store.vault, domains);
      for (const { domain, serve, reason, number, orderId, from } of rows) {
        const known = facts.get(domain);
        if (known === undefined) throw new Error('every domain has facts');
        const { until: _until, ...fresh } = decideNow(known, { domain, now: wall, fileable });
        expect({ serve, reason, number, orderId, from }).toEqual({
          number: undefined,
          orderId: undefined,
          from: undefined,
          ...fresh,
        });
      }
      const served = rows.filter(({ serve }) => serve).map(({ domain }) => domain);
      const { rows: recorded } = await sql<{ domain: string }>`
        select domain from record_websites join record_accesses on website_id = record_websites.id
        where closed_at is null and status = 'ACTIVE' and domain = any(${sql.val(domains)})
          and opened_at + interval '30 minutes' <= ${new Date(wall)}`.execute(store.db);
      expect(new Set(served)).toEqual(new Set(recorded.map(({ domain }) => domain)));
    }),
    { numRuns: 60 },
  );
});
