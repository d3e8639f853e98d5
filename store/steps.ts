/**
 * The one place where a filing's state is written. A step is one transaction: audit rows, new state, due messages, tasks
 * and effects all become visible together, once, however often the activity is tried.
 */
import type { Selectable } from 'kysely';
import type { Due } from '../domain/due.ts';
import type { Finding } from '../domain/finding.ts';
import type { OrderId } from '../domain/identifiers.ts';
import {
  becomesDraft,
  type Effect,
  type Progress,
  type Recorded,
  type Step,
  type TaskKind,
  type Terms,
} from '../domain/progress.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { Stage, WaitingOn } from '../domain/stage.ts';
import { announceStep, appendAudit, type ChainHead } from './audit.ts';
import { atLeast } from './clock-skew.ts';
import { inTransaction, toDate, type Database } from './database.ts';
import { seal, type DataKey, type Vault } from './envelope.ts';
import { eraseOrder } from './erasure.ts';
import { consumeReservations, releaseReservations, reserveAgain } from './instances.ts';
import { insertMessages, type NewMessage } from './messages.ts';
import { PROGRESS, readOrder, releasePlace, takePlace } from './orders.ts';
import { misfits } from './record-fit.ts';
import { writeRecord } from './records.ts';
import type { OrdersTable } from './schema.ts';
import { closeTasks, openTask } from './tasks.ts';

/** What the activity worked out for the step: from policy, calendar, form and addresses. */
export interface Derived {
  waitingOn: WaitingOn;
  /** All dues of the order after the step. */
  dues: readonly Due[];
  /** Answered to the workflow, when it asked with `termsFrom`. */
  terms?: Terms;
  messages?: readonly NewMessage[];
  /** Tasks this step settles, beyond those that end with the state. */
  closeTasks?: readonly TaskKind[];
  /** `own`: the filing has a clock of its own (sandbox), which this step has moved. */
  clock?: 'wall' | 'own';
}

/** Answer to a step that was written before; undefined when it was not. */
export async function recordedStep(db: Database, orderId: OrderId, seq: number): Promise<Recorded | undefined> {
  const row = await db
    .selectFrom('steps')
    .select('answer')
    .where('order_id', '=', orderId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.answer;
}

/**
 * Writes a step, or returns the stored answer unchanged when it was written before. When the account's place is wanted and
 * another order holds it, or MIIT's record cannot be this order's, the step is written as refused with `PLACE_TAKEN` or
 * `RECORD_DOES_NOT_FIT` and the order stays as it was.
 */
export function writeStep(db: Database, vault: Vault, step: Step, derived: Derived): Promise<Recorded> {
  return inTransaction(db, async (trx) => {
    const order = await trx
      .selectFrom('orders')
      .selectAll()
      .where('id', '=', step.orderId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await recordedStep(trx, step.orderId, step.seq);
    if (before !== undefined) return before;

    const key = order.wrapped_key === null ? undefined : vault.unwrap(order.id, order.wrapped_key);
    const refused = (await wantedPlace(trx, step)) ?? (await wantedRecord(trx, vault, step));
    const answer =
      refused === undefined
        ? await writeApplied(trx, vault, { step, derived, order, key })
        : await writeRefused(trx, { step, order, key }, refused);
    await trx
      .insertInto('steps')
      .values({ order_id: step.orderId, seq: step.seq, answer: JSON.stringify(answer) })
      .execute();
    await announceStep(trx, { orderId: step.orderId, seq: step.seq, actionId: step.cause.actionId });
    return answer;
  });
}

/** Why an effect cannot be had, with what an operator has to look at. */
interface Unobtainable {
  reason: RefusalCode;
  items?: Finding[];
  tasks?: readonly TaskKind[];
}

interface Writing {
  step: Step;
  order: Selectable<OrdersTable>;
  key: DataKey | undefined;
}

async function wantedPlace(trx: Database, step: Step): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('takePlace')) return undefined;
  return (await takePlace(trx, step.orderId)).taken ? undefined : { reason: 'PLACE_TAKEN' };
}

async function wantedRecord(trx: Database, vault: Vault, step: Step): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('writeRecord') || step.record === undefined) return undefined;
  const items = await misfits(trx, vault, { orderId: step.orderId, at: step.at, ...step.record });
  return items.length === 0 ? undefined : { reason: 'RECORD_DOES_NOT_FIT', items, tasks: ['RECORD_DOES_NOT_FIT'] };
}

async function writeRefused(
  trx: Database,
  { step, order, key }: Writing,
  { reason, items, tasks = [] }: Unobtainable,
): Promise<Recorded> {
  const { items: _items, ...cause } = step.cause;
  const head = await appendAudit(trx, key, order, [
    {
      orderId: step.orderId,
      seq: step.seq,
      at: step.at,
      cause: { ...cause, outcome: 'REFUSED', reason, ...(items === undefined ? {} : { items }) },
      from: step.from,
      to: step.from,
      visit: order.visit,
      round: order.round,
    },
  ]);
  await trx
    .updateTable('orders')
    .set({ ...head })
    .where('id', '=', step.orderId)
    .execute();
  for (const kind of tasks) await openTask(trx, { orderId: step.orderId, kind, visit: order.visit, at: step.at });
  return { messages: false, refused: reason };
}

async function writeApplied(
  trx: Database,
  vault: Vault,
  { step, derived, order, key }: Writing & { derived: Derived },
): Promise<Recorded> {
  const head = await appendAudit(trx, key, order, hops(step));
  await writeState(trx, { step, derived, key, head });
  await settleTasks(trx, { step, derived, order });
  for (const effect of EFFECTS_IN_ORDER) {
    if (step.effects.includes(effect)) await take[effect](trx, vault, step);
  }
  const messages = derived.messages ?? [];
  const messageKey = step.effects.includes('eraseData') ? undefined : key;
  await insertMessages(trx, vault, { orderId: step.orderId, seq: step.seq, at: step.at, key: messageKey }, messages);
  return { ...(derived.terms === undefined ? {} : { terms: derived.terms }), messages: messages.length > 0 };
}

/** One audit row per state passed: `from → via… → to`. */
function hops(step: Step) {
  const stages: Stage[] = [...step.via, step.to];
  return stages.map((to, index) => ({
    orderId: step.orderId,
    seq: step.seq,
    at: step.at,
    cause: step.cause,
    from: stages[index - 1] ?? step.from,
    to,
    visit: step.progress.visit,
    round: step.progress.round,
  }));
}

async function writeState(
  trx: Database,
  { step, derived, key, head }: { step: Step; derived: Derived; key: DataKey | undefined; head: ChainHead },
): Promise<void> {
  const progress: Progress = { ...step.progress, dues: [...derived.dues] };
  const next = earliest(derived.dues);
  await trx
    .updateTable('orders')
    .set({
      stage: step.to,
      visit: progress.visit,
      round: progress.round,
      entered_at: toDate(progress.enteredAt),
      assignee: progress.claim?.by ?? null,
      waiting_on: derived.waitingOn,
      overdue: progress.overdue,
      due_at: next === undefined ? null : toDate(next.at),
      due_kind: next?.kind ?? null,
      next_due: next === undefined ? null : JSON.stringify(next),
      progress: key === undefined ? null : seal(key, PROGRESS, progress),
      ...head,
      ...(isSubmission(step) ? { submitted: true } : {}),
      ...(becomesDraft(step) ? { edited_at: toDate(step.at) } : {}),
      ...(derived.clock === 'own' ? { clock_skew_ms: atLeast(step.clock - Date.now()) } : {}),
      ...(derived.terms === undefined ? {} : termColumns(derived.terms)),
    })
    .where('id', '=', step.orderId)
    .execute();
}

const termColumns = (terms: Terms) => ({
  settings: JSON.stringify(terms.settings),
  policy_version: terms.policyVersion,
  calendar_version: terms.calendarVersion,
});

const isSubmission = ({ cause }: Step): boolean => cause.action === 'submitForReview' && cause.outcome === 'APPLIED';

function earliest(dues: readonly Due[]): Due | undefined {
  return dues.toSorted((a, b) => a.at - b.at)[0];
}

/** Tasks about a state end with it; the rest wait until an operator has dealt with them. */
const TASKS_OF_A_STATE: readonly TaskKind[] = [
  'REVIEW_OVERDUE',
  'FORWARD_OVERDUE',
  'BUREAU_OVERDUE',
  'SYNC_OVERDUE',
  'BACKDROP_NOT_DELIVERED',
  'PARCEL_NOT_RECEIVED',
  'CALL_BEFORE_RESUBMISSION',
  'HAND_OVER_NEEDS_PERSON',
];
const TASKS_OF_LATENESS: readonly TaskKind[] = ['REVIEW_OVERDUE', 'FORWARD_OVERDUE', 'BUREAU_OVERDUE', 'SYNC_OVERDUE'];

async function settleTasks(
  trx: Database,
  { step, derived, order }: { step: Step; derived: Derived; order: Selectable<OrdersTable> },
): Promise<void> {
  const { orderId, at, progress } = step;
  const settled = new Set<TaskKind>([
    ...(progress.visit > order.visit ? TASKS_OF_A_STATE : []),
    ...(progress.overdue ? [] : TASKS_OF_LATENESS),
    ...(progress.cancelRequest === undefined ? (['CANCEL_REQUESTED'] as const) : []),
    ...(derived.closeTasks ?? []),
  ]);
  await closeTasks(trx, { orderId, at, by: step.cause.actor.id, kinds: [...settled] });
  for (const kind of step.tasks) await openTask(trx, { orderId, kind, visit: progress.visit, at });
}

/** Numbers are written before the data they come from is erased. */
const EFFECTS_IN_ORDER = [
  'reserveInstances',
  'releaseInstances',
  'consumeInstances',
  'writeRecord',
  'releasePlace',
  'eraseData',
] as const satisfies readonly Effect[];

/** `takePlace` is not among them: it may be refused, and is asked for before anything is written. */
const take: Record<Exclude<Effect, 'takePlace'>, (trx: Database, vault: Vault, step: Step) => Promise<void>> = {
  reserveInstances: async (trx, vault, step) => {
    const order = await readOrder(trx, vault, step.orderId);
    await reserveAgain(trx, step.orderId, step.at, Object.keys(order?.form?.websites ?? {}));
  },
  releaseInstances: (trx, _vault, step) => releaseReservations(trx, step.orderId, step.at),
  consumeInstances: (trx, _vault, step) => consumeReservations(trx, step.orderId, step.at),
  writeRecord: async (trx, vault, step) => {
    if (step.record === undefined)
      throw new Error(`step ${step.seq} of ${step.orderId} writes a record without numbers`);
    await writeRecord(trx, vault, { orderId: step.orderId, at: step.at, ...step.record });
  },
  releasePlace: (trx, _vault, step) => releasePlace(trx, step.orderId),
  eraseData: (trx, vault, step) => eraseOrder(trx, vault, step.orderId, step.at),
};
