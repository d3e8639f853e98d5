/**
 * Writes every step of every process. A step is one transaction: audit rows, the process's own rows, tasks, messages and the
 * answer all become visible together, once, however often the activity is tried. A process that is not where Postgres stands writes
 * nothing. Each process passes its own hooks (`filing-step.ts`, `duties/duties-step.ts`).
 */
import { sql, type UpdateQueryBuilder, type UpdateResult } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { appendAudit, type ChainHead, type NewAuditEntry } from '../audit/append-audit.ts';
import { keyOf } from '../cases/case-key.ts';
import { insertMessages, type NewMessage } from '../messages/messages.ts';
import { inTransaction, isUniqueViolation, toDate, type Database } from '../postgres/database.ts';
import type { Schema } from '../postgres/schema.ts';
import type { DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { closingTasks, openTask } from '../tasks/tasks.ts';
import { announcement } from './announcement.ts';
import { isSameStep, stepDigest, type StepMatter } from './same-step.ts';
import type { StepName } from './tables.ts';

/** What every process needs of its case to write a step. */
export interface HeldCase extends ChainHead {
  id: CaseId;
  /** Null once the case's data is erased. */
  wrapped_key: Buffer | null;
  /** Of the step that stands in the place asked for; null while none does. */
  answer: StepAnswer | null;
  /** The same; null as well for steps of before digests were stored. */
  digest: Buffer | null;
  /** The number of the last step of the process; null before its first one. */
  last: number | null;
}

/** A step to be written: its place, and all that it consists of. */
export interface StepToWrite {
  name: StepName;
  matter: StepMatter;
  /** The work that is under way after it. */
  work?: readonly FilingWork[] | undefined;
  /** Set when the case's data cannot be read: the step is written all the same, without free text. */
  isUnreadable?: boolean | undefined;
}

/** What is written with a step. */
export interface StepContent {
  at: Instant;
  cause: Cause;
  /** One audit row for each state passed. */
  entries: readonly NewAuditEntry[];
  /** Which step is announced: 0 for what is no step of the filing. */
  announced: number;
  opens: { tasks: readonly TaskKind[]; visit: number };
  closes?: readonly TaskKind[];
  /** An update of the process's own row, in the same statement as the audit rows. */
  change?:
    ((db: Pick<Database, 'updateTable'>) => UpdateQueryBuilder<Schema, 'orders', 'orders', UpdateResult>) | undefined;
  /** What else the process changes, before its messages are written. */
  effects?: (() => Promise<void>) | undefined;
  messages: readonly NewMessage[];
  /** The case's data is erased by this step: its messages are sealed with keys of their own. */
  erases?: boolean;
  answer: StepAnswer;
}

/** What a process brings to the writing of its steps. */
export interface StepHooks<Held extends HeldCase> {
  /**
   * Holds the case and the process's own rows until the transaction ends; returns the step's answer if it was written
   * before.
   */
  hold: (trx: Database) => Promise<Held | undefined>;
  /** Works out what to write from the held rows; not called for a step that was written before. */
  content: (trx: Database, held: Held, key: DataKey | undefined) => Promise<StepContent>;
}

/** Answer to a step that was written before; undefined when it was not. */
export async function writtenStep(db: Database, { caseId, process, seq }: StepName): Promise<StepAnswer | undefined> {
  const row = await db
    .selectFrom('steps')
    .select('answer')
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.answer;
}

/**
 * Writes the next step of a process. A step that was written before, and is still the last one, gets the stored answer. Any other
 * step is not written: the answer says where Postgres stands. Throws when there is no such case.
 */
export async function writeStep<Held extends HeldCase>(
  db: Database,
  vault: Vault,
  step: StepToWrite,
  hooks: StepHooks<Held>,
): Promise<StepAnswer> {
  const write = () => inTransaction(db, (trx) => writeOnce(trx, vault, step, hooks));
  try {
    return await write();
  } catch (error) {
    // Somebody wrote a step in this place between our look and our writing.
    if (isUniqueViolation(error, 'steps_pkey')) return write();
    throw error;
  }
}

async function writeOnce<Held extends HeldCase>(
  trx: Database,
  vault: Vault,
  { name, matter, work = [], isUnreadable = false }: StepToWrite,
  { hold, content }: StepHooks<Held>,
): Promise<StepAnswer> {
  const { caseId, process, seq } = name;
  const held = await hold(trx);
  if (held === undefined) throw new Error(`${caseId} is not in the database; start it through the API`);
  const last = held.last ?? 0;
  const digest = stepDigest(vault, matter);
  if (held.answer !== null && seq === last && (await isSameStep(trx, { name, matter, digest }, held.digest))) {
    return held.answer;
  }
  if (seq !== last + 1) return { messages: false, standsAt: last };
  const key = isUnreadable ? undefined : keyOf(vault, held);
  const {
    at,
    cause,
    entries,
    announced,
    opens,
    closes = [],
    change,
    effects,
    messages,
    erases,
    answer,
  } = await content(trx, held, key);
  const settled = { caseId, at, by: cause.actor.id, kinds: closes };
  await appendAudit(trx, { caseId, key, mac: vault.auditMac, head: held, entries })
    .with('changed', (db) => change?.(db) ?? db.selectNoFrom(sql<number>`0`.as('nothing')))
    .with('settled', (db) => closingTasks(db, settled))
    .with('written', (db) =>
      db.insertInto('steps').values({
        case_id: caseId,
        process,
        seq,
        answer: JSON.stringify(answer),
        digest,
        at: toDate(matter.at),
        work: work.length === 0 ? null : JSON.stringify(work),
      }),
    )
    .selectNoFrom(announcement({ caseId, seq: announced, actionId: cause.actionId }))
    .execute();
  for (const kind of opens.tasks) await openTask(trx, { caseId, kind, visit: opens.visit, at });
  await effects?.();
  const messageKey = erases === true ? undefined : key;
  await insertMessages(trx, vault, { caseId, source: process, seq, at, key: messageKey }, messages);
  return answer;
}
