import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql, type Selectable } from 'kysely';
import { migratedDatabase, testVault, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleActionId,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { RefusedHere } from '../../domain/lifecycle/refused-here.ts';
import { verifyChains } from './audit-check.ts';
import { parseSeal, sealHeads } from './audit-seals.ts';
import { FIRST_PREVIOUS, hashOf } from './row-hash.ts';
import type { AuditTable } from './tables.ts';
import { readHistory, readOutcome } from './history.ts';
import { recordAfterEnd } from './after-end.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { listTasks } from '../tasks/tasks.ts';

let store: MigratedDatabase;
beforeEach(async () => {
  store = await migratedDatabase();
});
afterEach(() => store.close());

const mac = testVault().auditMac;

/** An order with a chain of four rows. */
async function chain(): Promise<OrderId> {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  for (const seq of [1, 2, 3, 4]) {
    const cause = { ...sampleStep(id).cause, detail: `note ${seq}` };
    await writeFilingStep(db, vault, sampleStep(id, { seq, cause }), () => ({ waitingOn: 'reviewer', dues: [] }));
  }
  return id;
}

/** Changes the trail with full rights over the database: the trigger against changes is switched off. */
async function tamper(statement: string): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await sql.raw('set local session_replication_role = replica').execute(trx);
    await sql.raw(statement).execute(trx);
  });
}

const faults = async () => (await verifyChains(store.db, mac)).faults;
const kinds = async () => (await faults()).map(({ kind }) => kind);

describe('the audit trail', () => {
  test('is whole after ordinary work, erasure included', async () => {
    const { db, vault } = store;
    const id = await chain();
    await chain();
    await sealHeads(db, mac, MONDAY_MORNING);
    await chain();
    await eraseOrder(db, vault, id, MONDAY_MORNING);
    expect(await verifyChains(db, mac)).toEqual({ cases: 3, rows: 12, reads: 0, seals: 1, faults: [] });
  });

  test('cannot be changed or shortened by an ordinary statement', async () => {
    await chain();
    for (const statement of [`update audit set actor_id = 'x'`, 'delete from audit', 'truncate audit']) {
      await expect(sql.raw(statement).execute(store.db)).rejects.toThrow('append-only');
    }
  });

  test('shows a row of which any column was changed', async () => {
    const changes = {
      actor_id: `'somebody else'`,
      actor_role: `'operator'`,
      door: `'temporal'`,
      at: `at + interval '1 second'`,
      recorded_at: `recorded_at + interval '1 second'`,
      action: `'approve'`,
      action_id: `'another'`,
      outcome: `'REFUSED'`,
      reason: `'CLOSED'`,
      from_stage: `'DRAFT'`,
      to_stage: `'COMPLETED'`,
      detail: 'null',
      items: `'\\x00'`,
      visit: 'visit + 1',
      round: 'round + 1',
      seq: 'seq + 1',
      due_at: 'now()',
      prev_hash: `repeat('a', 64)`,
    };
    const expected = [];
    for (const [column, value] of Object.entries(changes)) {
      const id = await chain();
      await tamper(`update audit set ${column} = ${value} where case_id = '${id}' and position = 2`);
      expected.push({ kind: 'ROW_CHANGED', caseId: id, position: 2 });
    }
    const found = await faults();
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found).toHaveLength(expected.length);
  });

  test('shows a row that was taken out of the middle or off the end', async () => {
    const id = await chain();
    const other = await chain();
    await tamper(`delete from audit where case_id = '${id}' and position = 2`);
    await tamper(`delete from audit where case_id = '${other}' and position = 4`);
    expect(await faults()).toEqual(
      expect.arrayContaining([
        { kind: 'ROW_REMOVED', caseId: id, position: 2 },
        { kind: 'ROW_REMOVED', caseId: other, position: 4 },
      ]),
    );
  });

  test('shows a whole chain that was taken out', async () => {
    const id = await chain();
    await tamper(`delete from audit where case_id = '${id}'`);
    expect(await kinds()).toContain('ROW_REMOVED');
  });

  test('shows rows that changed places', async () => {
    const id = await chain();
    await tamper(
      `update audit set position = case position when 2 then -3 else -2 end where case_id = '${id}' and position in (2, 3);
       update audit set position = -position where case_id = '${id}' and position < 0`,
    );
    expect(await kinds()).toEqual(expect.arrayContaining(['ROW_CHANGED']));
  });

  test('shows a row that was added', async () => {
    const id = await chain();
    await tamper(
      `insert into audit select case_id, 5, seq, at, recorded_at, actor_id, actor_role, door, action, action_id, due_at,
       from_stage, to_stage, visit, round, outcome, reason, detail, items, hash, repeat('a', 64)
       from audit where case_id = '${id}' and position = 4`,
    );
    expect(await kinds()).toEqual(expect.arrayContaining(['ROW_CHANGED', 'ROW_ADDED']));
  });
});

/** What somebody with every right in the database does: changes rows, and makes hashes, chain and head fit again. */
async function rewrite(id: OrderId, change: Partial<Selectable<AuditTable>>, from = 2): Promise<void> {
  const rows = await store.db.selectFrom('audit').selectAll().where('case_id', '=', id).orderBy('position').execute();
  let previous = FIRST_PREVIOUS;
  for (const row of rows) {
    const next = { ...row, ...(row.position >= from ? change : {}), prev_hash: previous };
    const hash = hashOf(next);
    const signed = next.mac === null ? 'null' : `'${next.mac}'`;
    await tamper(
      `update audit set actor_id = '${next.actor_id}', to_stage = '${next.to_stage}', prev_hash = '${previous}',
       hash = '${hash}', mac = ${signed} where case_id = '${id}' and position = ${row.position}`,
    );
    previous = hash;
  }
  await tamper(`update cases set audit_head = '${previous}' where id = '${id}'`);
}

describe('a chain that is made to fit again before any seal', () => {
  test('is found by whoever has the key, whatever was done with the digests', async () => {
    const [kept, without] = [await chain(), await chain()];
    await sealHeads(store.db, mac, MONDAY_MORNING);
    const [later1, later2] = [await chain(), await chain()];
    expect(await faults()).toEqual([]);
    await rewrite(later1, { actor_id: 'nobody' });
    await rewrite(later2, { actor_id: 'nobody', mac: null });
    expect((await verifyChains(store.db)).faults).toEqual([]);
    const found = await faults();
    expect(found.filter(({ caseId }) => caseId === later1)).toHaveLength(3);
    expect(found.filter(({ caseId }) => caseId === later2)).toHaveLength(3);
    expect(found.every(({ kind }) => kind === 'ROW_NOT_OURS')).toBe(true);
    expect(found.some(({ caseId }) => caseId === kept || caseId === without)).toBe(false);
  });

  test('stays found when a later seal covers it', async () => {
    await sealHeads(store.db, mac, MONDAY_MORNING);
    const id = await chain();
    await rewrite(id, { actor_id: 'nobody', mac: null });
    await sealHeads(store.db, mac, later(MONDAY_MORNING, 86_400_000));
    expect(await kinds()).toEqual(['ROW_NOT_OURS', 'ROW_NOT_OURS', 'ROW_NOT_OURS']);
  });

  test('verifies where rows are older than their digests', async () => {
    const id = await chain();
    await tamper(`update audit set mac = null where case_id = '${id}'`);
    expect(await faults()).toEqual([]);
    await sealHeads(store.db, mac, MONDAY_MORNING);
    const step = sampleStep(id, { seq: 5 });
    await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'reviewer', dues: [] }));
    expect(await faults()).toEqual([]);
    await rewrite(id, { mac: null }, 5);
    expect(await faults()).toEqual([{ kind: 'ROW_NOT_OURS', caseId: id, position: 5 }]);
  });
});

describe('the state of an order', () => {
  test('is found when it was changed with SQL, whichever part of it', async () => {
    const [stage, visit, round] = [await chain(), await chain(), await chain()];
    const untouched = await sampleOrder(store.db, store.vault);
    expect(await faults()).toEqual([]);
    await sql`update orders set stage = 'COMPLETED' where id = ${stage}`.execute(store.db);
    await sql`update orders set visit = visit + 1 where id = ${visit}`.execute(store.db);
    await sql`update orders set round = round + 1 where id = ${round}`.execute(store.db);
    await sql`update orders set stage = 'COMPLETED' where id = ${untouched.id}`.execute(store.db);
    const changed = [stage, visit, round].map((caseId) => ({ kind: 'STATE_DIFFERS', caseId, position: 4 }));
    expect(await faults()).toEqual(
      expect.arrayContaining([...changed, { kind: 'STATE_DIFFERS', caseId: untouched.id }]),
    );
  });
});

describe('the daily seal', () => {
  test('covers only chains that grew, and only once', async () => {
    await chain();
    const first = await sealHeads(store.db, mac, MONDAY_MORNING);
    const second = await sealHeads(store.db, mac, later(MONDAY_MORNING, 86_400_000));
    expect([first, second]).toMatchObject([
      { number: 1, heads: 1 },
      { number: 2, heads: 0 },
    ]);
  });

  test('five processes that seal at once leave a whole chain of seals', async () => {
    await chain();
    await Promise.all(Array.from({ length: 5 }, () => sealHeads(store.db, mac, MONDAY_MORNING)));
    expect(await verifyChains(store.db, mac)).toMatchObject({ seals: 5, faults: [] });
  });

  test('finds a chain that was shortened and made consistent again', async () => {
    const id = await chain();
    await sealHeads(store.db, mac, MONDAY_MORNING);
    await tamper(`delete from audit where case_id = '${id}' and position = 4`);
    await tamper(
      `update cases set audit_length = 3, audit_head = (select hash from audit where case_id = '${id}' and position = 3)
       where id = '${id}'`,
    );
    expect(await faults()).toContainEqual({ kind: 'SEALED_ROW_DIFFERS', caseId: id, position: 4, seal: 1 });
  });

  test('shows a seal that was changed, taken away, or made without the key', async () => {
    await chain();
    await sealHeads(store.db, mac, MONDAY_MORNING);
    await chain();
    await sealHeads(store.db, () => 'made without the key', MONDAY_MORNING);
    expect(await kinds()).toEqual(['SEAL_NOT_OURS']);
    expect((await verifyChains(store.db)).faults).toEqual([]);
    await tamper(`update audit_seals set sealed_at = sealed_at + interval '1 day' where number = 1`);
    expect(await kinds()).toContain('SEAL_CHANGED');
    await tamper('delete from audit_seal_heads where seal = 1; delete from audit_seals where number = 1');
    expect(await kinds()).toContain('SEAL_REMOVED');
  });
});

describe('a seal that was noted outside the database', () => {
  test('is missed when the newest seals are removed and everything else is made to fit', async () => {
    await chain();
    const first = await sealHeads(store.db, mac, MONDAY_MORNING);
    const id = await chain();
    const newest = await sealHeads(store.db, mac, later(MONDAY_MORNING, 86_400_000));
    expect(await verifyChains(store.db, mac, [first, newest])).toMatchObject({ faults: [] });
    await tamper(`delete from audit_seal_heads where seal = 2`);
    await tamper(`delete from audit_seals where number = 2`);
    await tamper(`update cases set sealed_length = 0 where id = '${id}'`);
    expect((await verifyChains(store.db, mac)).faults).toEqual([]);
    expect((await verifyChains(store.db, mac, [first, newest])).faults).toEqual([{ kind: 'SEAL_REMOVED', seal: 2 }]);
  });

  test('is missed when another seal stands in its place', async () => {
    await chain();
    const { number } = await sealHeads(store.db, mac, MONDAY_MORNING);
    const other = { number, hash: 'f'.repeat(64) };
    expect((await verifyChains(store.db, mac, [other])).faults).toEqual([{ kind: 'SEAL_CHANGED', seal: 1 }]);
  });

  test('is read in the form in which it is logged', () => {
    expect(parseSeal(`12:${'a'.repeat(64)}`)).toEqual({ number: 12, hash: 'a'.repeat(64) });
    for (const text of ['', '12', `12:${'a'.repeat(63)}`, `x:${'a'.repeat(64)}`])
      expect(parseSeal(text)).toBeUndefined();
  });
});

describe('R-SM-8: an action after the end', () => {
  const bureau = { id: 'bureau', role: 'bureau', door: 'webhook' } as const;

  async function ended(): Promise<OrderId> {
    const id = await chain();
    const step = sampleStep(id, { seq: 5, to: 'COMPLETED', progress: sampleProgress('COMPLETED', { visit: 7 }) });
    await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'nobody', dues: [] }));
    return id;
  }

  test('is refused with the given reason, is written into the same chain once, and is shown to an operator', async () => {
    const { db, vault } = store;
    const orderId = await ended();
    const refused: RefusedHere = { reason: 'CLOSED', tasks: ['CALLBACK_AFTER_END'] };
    const late = {
      orderId,
      at: MONDAY_MORNING,
      actor: bureau,
      action: 'smsVerified',
      actionId: sampleActionId(),
      refused,
    };
    const outcomes = await Promise.all([1, 2, 3].map(() => recordAfterEnd(db, vault, late)));
    for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'REFUSED', reason: 'CLOSED' });
    expect(await readHistory(db, vault, orderId)).toHaveLength(6);
    expect(await readOutcome(db, vault, orderId, late.actionId)).toMatchObject({ reason: 'CLOSED', to: 'COMPLETED' });
    expect(await listTasks(db, { caseId: orderId })).toMatchObject({ tasks: [{ kind: 'CALLBACK_AFTER_END' }] });
    expect(await faults()).toEqual([]);
  });

  test('is answered the same when an applicant sends it, without a task for operators', async () => {
    const orderId = await ended();
    const actor = { id: 'user-1', role: 'applicant', door: 'api' } as const;
    const late = {
      orderId,
      at: MONDAY_MORNING,
      actor,
      action: 'abandon',
      actionId: sampleActionId(),
      refused: { reason: 'CLOSED' },
    } as const;
    expect(await recordAfterEnd(store.db, store.vault, late)).toMatchObject({ reason: 'CLOSED' });
    expect(await listTasks(store.db, { caseId: orderId })).toEqual({ tasks: [] });
  });
});
