/** Differences between Postgres and Temporal: since when each is known, and what was done about it. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { filingTime } from '../orders/orders.ts';
import { tryAgainNow } from '../owed/owed-work.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { announcement } from '../steps/announcement.ts';
import type { Vault } from '../sealing/vault.ts';
import { closingTasks, openTask } from '../tasks/tasks.ts';
import { holdCase } from './held-case.ts';
import type { ProcessKey, ProcessRow } from './open-processes.ts';
import type { ProcessName } from './tables.ts';

/** Temporal has a process otherwise than Postgres. The first time counts. */
export async function noteDifference(db: Database, { caseId, process }: ProcessKey): Promise<void> {
  await db
    .updateTable('processes')
    .set({ differs_since: sql`coalesce(differs_since, now())` })
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .execute();
}

/** Both agree again. */
export async function noteAgreement(db: Database, { caseId, process }: ProcessKey): Promise<void> {
  await db
    .updateTable('processes')
    .set({ differs_since: null })
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .where('differs_since', 'is not', null)
    .execute();
}

/** Processes that were found to differ and not yet found to agree, the oldest difference first. */
export async function knownDifferences(db: Database, limit: number): Promise<ProcessKey[]> {
  const rows = await db
    .selectFrom('processes')
    .select(['case_id', 'process'])
    .where('differs_since', 'is not', null)
    .orderBy('differs_since')
    .limit(limit)
    .execute();
  return rows.map(({ case_id: caseId, process }) => ({ caseId, process }));
}

/** For monitoring: how many differ, and since how many seconds the oldest one does. */
export async function ageOfDifferences(db: Database): Promise<{ count: number; oldestSeconds: number }> {
  const { count, age } = await db
    .selectFrom('processes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .select(sql<number | null>`extract(epoch from now() - min(differs_since))::float8`.as('age'))
    .where('differs_since', 'is not', null)
    .executeTakeFirstOrThrow();
  return { count, oldestSeconds: age ?? 0 };
}

/**
 * A process was started again: counts it, writes it into the history of its case, says so to whoever follows the case, tells the
 * operators by a task, and has what is owed to it tried at once.
 *
 * @param found what Temporal had of it, such as `TERMINATED`
 */
export function noteRestart(db: Database, vault: Vault, row: ProcessRow, found: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const at = filingTime(row, Date.now());
    const cause: Cause = {
      actor: { id: 'reconciliation', role: 'system', door: 'timer' },
      action: BEGAN_AGAIN[row.process],
      outcome: 'APPLIED',
      detail: `Temporal had it as ${found}; it goes on from step ${row.steps}.`,
    };
    const { caseId } = row;
    const { head, stage, visit, round } = await holdCase(trx, caseId);
    const entry = { seq: undefined, at, cause, from: stage, to: stage, visit, round };
    const key = keyIfReadable(vault, head);
    await appendAudit(trx, { caseId, key, mac: vault.auditMac, head, entries: [entry] })
      .selectNoFrom(announcement({ caseId, seq: 0, actionId: undefined }))
      .execute();
    await trx
      .updateTable('processes')
      .set({ restarts: row.restarts + 1, restarted_at: row.restarts === 0 ? sql`now()` : sql`restarted_at` })
      .where('case_id', '=', caseId)
      .where('process', '=', row.process)
      .execute();
    await openTask(trx, { caseId, kind: 'PROCESS_BEGAN_AGAIN', visit, at });
    await tryAgainNow(trx, caseId, instant(Date.now()));
  });
}

const BEGAN_AGAIN: Readonly<Record<ProcessName, string>> = {
  filing: 'filingBeganAgain',
  obligations: 'dutiesBeganAgain',
  inspection: 'inspectionBeganAgain',
};

/** A person has to look at it: it died again and again, or does not come to stand where Postgres stands. */
export async function openCannotGoOn(db: Database, row: ProcessRow): Promise<void> {
  const at = filingTime(row, Date.now());
  await openTask(db, { caseId: row.caseId, kind: 'PROCESS_CANNOT_GO_ON', visit: row.visit, at });
  await db
    .updateTable('processes')
    .set({ restarts: 0 })
    .where('case_id', '=', row.caseId)
    .where('process', '=', row.process)
    .execute();
}

/** The order was ended: what people were asked about its filing has an answer. */
export async function closeEndingTasks(
  db: Database,
  { orderId, by, at }: { orderId: OrderId; by: string; at: Instant },
): Promise<void> {
  const kinds = ['ENDING_REQUESTED', 'PROCESS_CANNOT_GO_ON', 'PROCESS_BEGAN_AGAIN'] as const;
  await closingTasks(db, { caseId: orderId, kinds, by, at }).execute();
}

/** Whether a person is asked to look at the case. Its processes are left alone until the task is closed. */
export async function isLeftAlone(db: Database, { caseId }: ProcessKey): Promise<boolean> {
  const task = await db
    .selectFrom('tasks')
    .select('id')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'PROCESS_CANNOT_GO_ON')
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return task !== undefined;
}
