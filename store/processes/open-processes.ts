/** Which processes should run, for comparison with Temporal. */
import { sql } from 'kysely';
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Database } from '../postgres/database.ts';
import { endingStands } from './endings.ts';
import type { DutiesFacts, ProcessName } from './tables.ts';

export interface ProcessKey {
  caseId: CaseId;
  process: ProcessName;
}

export interface OpenProcess extends ProcessKey {
  /** The state of the order; null for a case that is none. */
  stage: Stage | null;
}

/** Processes that should run, in order of their cases; the last one of a page leads to the next. */
export async function openProcesses(
  db: Database,
  after: ProcessKey | undefined,
  limit: number,
): Promise<OpenProcess[]> {
  let query = selectProcesses(db).where('processes.ended_at', 'is', null);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(processes.case_id, processes.process) > (${after.caseId}::text, ${after.process}::text)`,
    );
  const rows = await query.orderBy('processes.case_id').orderBy('processes.process').limit(limit).execute();
  return rows.map(({ case_id: caseId, ...row }) => ({ ...row, caseId }));
}

/** Which of these should run. */
export async function openAmong(db: Database, keys: readonly ProcessKey[]): Promise<ProcessKey[]> {
  if (keys.length === 0) return [];
  const rows = await selectProcesses(db)
    .where('processes.ended_at', 'is', null)
    .where('processes.case_id', '=', sql<CaseId>`any(${sql.val(keys.map(({ caseId }) => caseId))})`)
    .execute();
  const wanted = new Set(keys.map(nameOf));
  return rows.map(({ case_id: caseId, process }) => ({ caseId, process })).filter((key) => wanted.has(nameOf(key)));
}

export const nameOf = ({ caseId, process }: ProcessKey): string => `${caseId} ${process}`;

const selectProcesses = (db: Database) =>
  db
    .selectFrom('processes')
    .leftJoin('orders', 'orders.id', 'processes.case_id')
    .select(['processes.case_id', 'processes.process', 'orders.stage']);

/** How many processes should run. */
export async function countOpenProcesses(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('processes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** What is known of one process when a difference is looked into. */
export interface ProcessRow extends ProcessKey {
  accountId: AccountId;
  shouldRun: boolean;
  facts: DutiesFacts | undefined;
  /** Wall time in milliseconds. */
  openedAt: number;
  workflowStarted: boolean;
  clockSkewMs: number;
  visit: number;
  /** Number of the last step; 0 when there is none. */
  steps: number;
  /** When it was written, by the wall clock in milliseconds. */
  writtenAt: number | undefined;
  /** Restarts within the last day. */
  restarts: number;
  differsSince: number | undefined;
  /** Somebody wants to end the order, and a second person has to agree. */
  endingIsAsked: boolean;
}

/** Undefined when Postgres knows no such case. A process without a row has ended before there were rows. */
export async function readProcess(db: Database, { caseId, process }: ProcessKey): Promise<ProcessRow | undefined> {
  const row = await db
    .selectFrom('cases')
    .leftJoin('orders', 'orders.id', 'cases.id')
    .leftJoin('processes', (join) =>
      join.onRef('processes.case_id', '=', 'cases.id').on('processes.process', '=', process),
    )
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('steps')
          .select(['seq', 'written_at', 'case_id'])
          .where('case_id', '=', caseId)
          .where('process', '=', process)
          .orderBy('seq', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onRef('last.case_id', '=', 'cases.id'),
    )
    .select(['cases.account_id', 'orders.workflow_started', 'orders.clock_skew_ms', 'orders.visit'])
    .select(['processes.opened_at', 'processes.ended_at', 'processes.facts', 'processes.differs_since'])
    .select(['last.seq', 'last.written_at'])
    .select(sql<number>`case when restarted_at > now() - interval '1 day' then restarts else 0 end`.as('recent'))
    .select(sql<boolean>`coalesce(${endingStands}, false)`.as('ending'))
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    caseId,
    process,
    accountId: row.account_id,
    shouldRun: row.opened_at !== null && row.ended_at === null,
    facts: row.facts ?? undefined,
    openedAt: row.opened_at?.getTime() ?? 0,
    workflowStarted: row.workflow_started ?? true,
    clockSkewMs: row.clock_skew_ms ?? 0,
    visit: row.visit ?? 1,
    steps: row.seq ?? 0,
    writtenAt: row.written_at?.getTime(),
    restarts: row.recent,
    differsSince: row.differs_since?.getTime(),
    endingIsAsked: row.ending,
  };
}
