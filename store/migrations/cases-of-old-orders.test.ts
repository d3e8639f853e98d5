import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import { z } from 'zod';
import type { ActionId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import { present } from '../../domain/present.ts';
import { shanghai, type Instant } from '../../domain/time/instant.ts';
import { TEST_KEYS } from '../../test/support/desk/test-keys.ts';
import { sampleActionId, sampleProgress, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { freshDatabase, type TestDatabase } from '../../test/support/servers/database.ts';
import { verifyChains } from '../audit/audit-check.ts';
import { sealHeads } from '../audit/audit-seals.ts';
import { recordAfterEnd } from '../audit/after-end.ts';
import { readHistory } from '../audit/history.ts';
import { listDuties } from '../duties/duties.ts';
import { writeDutiesStep } from '../duties/duties-step.ts';
import { listOf } from '../messages/messages.ts';
import { holderOfPlace } from '../orders/place.ts';
import { readOrder } from '../orders/orders.ts';
import { takeOverLeftBehind } from '../owed/left-behind.ts';
import { claimOwedWork } from '../owed/owed-work.ts';
import { readUnsent } from '../outbox/action-requests.ts';
import { closeDatabase, openDatabase, type Database } from '../postgres/database.ts';
import { migrate, MIGRATIONS } from '../postgres/migrate.ts';
import { openProcesses } from '../processes/open-processes.ts';
import { PATIENT_TIMEOUTS } from '../postgres/pool.ts';
import { currentDocuments } from '../proofs/documents.ts';
import { sessionsOf } from '../proofs/face-checks.ts';
import { sha256 } from '../sealing/sha256.ts';
import { openVault } from '../sealing/vault.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { listTasks } from '../tasks/tasks.ts';

const contentSchema = z.object({
  stage: z.string(),
  order: z.string(),
  history: z.string(),
  messages: z.string(),
  tasks: z.array(z.string()),
  documents: z.array(z.string()),
  faceChecks: z.string(),
  duties: z.array(z.string()),
});
const fixtureSchema = z.object({
  audit: z.object({ orders: z.number(), rows: z.number(), seals: z.number(), faults: z.array(z.unknown()) }),
  seals: z.array(z.object({ number: z.number(), hash: z.string() })),
  contents: z.record(z.string(), contentSchema),
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});

/** The data that the version before case files wrote and read: counts, lists, and digests of what it opened. */
const old = fixtureSchema.parse(
  JSON.parse(readFileSync(new URL('../../test/fixtures/before-cases.json', import.meta.url), 'utf8')),
);
const vault = openVault(TEST_KEYS.master, TEST_KEYS.index);
const BEFORE_CASES = '0008-reservations-by-order';

let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, { timeouts: PATIENT_TIMEOUTS });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateTo(BEFORE_CASES);
  if (error !== undefined) throw error;
  for (const [table, rows] of Object.entries(old.tables)) {
    await sql`insert into ${sql.table(table)} overriding system value
      select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)})`.execute(db);
  }
});
afterEach(async () => {
  await closeDatabase(db);
  await database.drop();
});

const audited = () => verifyChains(db, vault.auditMac, old.seals);
const allHashes = () => sql<{ hash: string }>`select hash from audit order by hash`.execute(db);
const digest = (value: unknown): string => sha256(JSON.stringify(value));

/** An order of the old database in a state; there is one of each. */
function inStage(stage: string): OrderId {
  const [id] = Object.entries(old.contents).find(([, content]) => content.stage === stage) ?? [];
  if (id === undefined) throw new Error(`the old database has no order in ${stage}`);
  return id as OrderId;
}

async function contentOf(orderId: OrderId): Promise<z.infer<typeof contentSchema>> {
  const order = await readOrder(db, vault, orderId);
  const history = await readHistory(db, vault, orderId);
  const messages = await listOf(db, vault, orderId);
  const checks = await sessionsOf(db, vault, orderId);
  return {
    stage: order?.stage ?? 'none',
    order: digest([order?.form, order?.progress, order?.settings, order?.erasedAt]),
    history: digest(
      history.map((e) => [e.position, e.seq, e.action, e.outcome, e.reason, e.detail, e.items, e.recordedAt]),
    ),
    messages: digest(messages.map((m) => [m.id, m.source, m.seq, m.code, m.channel, m.address, m.params, m.status])),
    tasks: (await listTasks(db, { caseId: orderId })).tasks.map(({ kind }) => kind),
    documents: (await currentDocuments(db, orderId)).map(({ slot }) => slot),
    faceChecks: digest(checks.map((one) => [one.id, one.personFingerprint, one.status])),
    duties: (await listDuties(db, { orderId })).map((duty) => `${duty.kind} ${duty.state}`),
  };
}

describe('a database of the version before case files', () => {
  test('has the same audit trail after the migration as before it, row by row and seal by seal', async () => {
    expect(old.audit.faults).toEqual([]);
    const before = await allHashes();
    await migrate(db);
    expect((await allHashes()).rows).toEqual(before.rows);
    const { orders, ...same } = old.audit;
    expect(await audited()).toEqual({ cases: orders, ...same, reads: 0 });
  });

  test('opens with the same content: orders, history, messages, tasks, scans, face checks and duties', async () => {
    await migrate(db);
    for (const [id, content] of Object.entries(old.contents)) expect(await contentOf(id as OrderId)).toEqual(content);
    const cases = await db.selectFrom('cases').select(['id', 'kind', 'account_id']).orderBy('id').execute();
    const orders = await db.selectFrom('orders').select(['id', 'account_id']).orderBy('id').execute();
    expect(cases).toEqual(orders.map((order) => ({ ...order, kind: 'ORDER' })));
  });

  test('keeps erased data erased, and actions in the outbox unsent', async () => {
    await migrate(db);
    const erased = inStage('ABANDONED');
    expect(await readOrder(db, vault, erased)).toMatchObject({ form: undefined, progress: undefined });
    expect(await db.selectFrom('cases').selectAll().where('id', '=', erased).executeTakeFirst()).toMatchObject({
      wrapped_key: null,
      erased_at: expect.any(Date),
    });
    const now = shanghai('2027-01-01 00:00');
    await takeOverLeftBehind(db, { kinds: ['ACTION'], before: now, now });
    const owed = await claimOwedWork(db, { kinds: ['ACTION'], now, limit: 10 });
    expect(owed).toMatchObject([{ caseId: inStage('PRELIM_REVIEW') }]);
    for (const { caseId, name } of owed) {
      expect(await readUnsent(db, vault, { caseId, actionId: name as ActionId })).toMatchObject({ action: 'approve' });
    }
  });

  test('answers written steps as before, continues chains with new steps, and covers them with seals', async () => {
    await migrate(db);
    const [filing, duties, ended] = [inStage('PRELIM_REVIEW'), inStage('COMPLETED'), inStage('ABANDONED')];
    const { seq, answer } = await lastStep(filing, 'filing');
    const written = sampleStep(filing, {
      seq,
      ...(await lastCause(filing)),
      progress: sampleProgress('PRELIM_REVIEW'),
    });
    const nothing = () => ({ waitingOn: 'reviewer', dues: [] }) as const;
    expect(await writeFilingStep(db, vault, written, nothing)).toEqual(answer);
    const { cause, at } = sampleStep(filing);
    const another = { ...written, cause, at };
    expect(await writeFilingStep(db, vault, another, nothing)).toEqual({ messages: false, standsAt: seq });
    expect((await audited()).rows).toBe(old.audit.rows);

    expect(await writeFilingStep(db, vault, { ...another, seq: seq + 1 }, nothing)).toEqual({ messages: false });
    const ofDuties = await lastStep(duties, 'obligations');
    const place = { orderId: duties, seq: ofDuties.seq, changed: [], notices: [], tasks: [] };
    expect(await writeDutiesStep(db, vault, { ...place, ...(await lastCause(duties)) }, [])).toEqual(ofDuties.answer);
    await writeDutiesStep(db, vault, { ...place, cause, at, seq: ofDuties.seq + 1 }, []);
    const late = { orderId: ended, at, actor: cause.actor, action: 'abandon', actionId: sampleActionId() };
    await recordAfterEnd(db, vault, { ...late, refused: { reason: 'CLOSED' } });

    const seal = await sealHeads(db, vault.auditMac, at);
    const grown = {
      reads: 0,
      cases: old.audit.orders,
      rows: old.audit.rows + 3,
      seals: old.audit.seals + 1,
      faults: [],
    };
    expect(await audited()).toEqual(grown);
    expect(await verifyChains(db, vault.auditMac, [...old.seals, seal])).toEqual(grown);
  });

  test('says which filings and duties should run', async () => {
    await migrate(db);
    const open = await openProcesses(db, undefined, 1000);
    const filings = open.filter(({ process }) => process === 'filing').flatMap(({ stage }) => stage ?? []);
    expect(filings).toContain('PRELIM_REVIEW');
    expect(filings.filter(hasEnded)).toEqual([]);
    const withDuties = open.filter(({ process }) => process === 'obligations').map(({ caseId }) => caseId);
    expect(withDuties).toEqual([inStage('COMPLETED')]);
  });

  test('shows a row that was changed, and a case whose chain was cut, after the migration too', async () => {
    await migrate(db);
    await sql`alter table audit disable trigger audit_append_only`.execute(db);
    const completed = inStage('COMPLETED');
    await sql`update audit set actor_id = 'somebody' where case_id = ${completed} and position = 2`.execute(db);
    expect((await audited()).faults).toEqual([{ kind: 'ROW_CHANGED', caseId: completed, position: 2 }]);

    const cut = inStage('SMS_PENDING');
    await sql`delete from audit where case_id = ${cut} and position > 2`.execute(db);
    const kinds = (await audited()).faults.filter((fault) => fault.caseId === cut).map(({ kind }) => kind);
    expect(kinds).toEqual(['ROW_REMOVED', 'SEALED_ROW_DIFFERS']);
  });

  test('refuses a second place and a row without a case, as the tables did before', async () => {
    await migrate(db);
    const draft = inStage('DRAFT');
    const accountId = (await readOrder(db, vault, draft))?.accountId;
    expect(accountId && (await holderOfPlace(db, accountId))).toBe(draft);
    const stray = {
      case_id: 'BA20260101-NOWHERE' as CaseId,
      kind: 'TYPE_UNCLEAR',
      visit: 1,
      opened_at: new Date(),
    } as const;
    await expect(db.insertInto('tasks').values(stray).execute()).rejects.toThrow('tasks_case_id_fkey');
  });
});

async function lastStep(caseId: CaseId, process: 'filing' | 'obligations') {
  return db
    .selectFrom('steps')
    .select(['seq', 'answer'])
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
}

/** What the last row of a case's history says of its step. */
async function lastCause(caseId: CaseId): Promise<{ cause: Cause; at: Instant }> {
  const last = (await readHistory(db, vault, caseId)).at(-1);
  if (last === undefined) throw new Error(`${caseId} has no history`);
  const { actor, action, actionId, outcome, at } = last;
  return { cause: { actor, action, outcome, ...present({ actionId }) }, at };
}
