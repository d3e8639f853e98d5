/**
 * The one place where a filing's state is written. A step is one transaction: audit rows, new state, due messages, tasks
 * and effects all become visible together, once, however often the activity is tried.
 */
import type { Selectable, UpdateObject } from 'kysely';
import type { Due } from '../../domain/lifecycle/due.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { type Progress } from '../../domain/lifecycle/progress.ts';
import { type Terms } from '../../domain/lifecycle/terms.ts';
import { becomesDraft, type StepAnswer, type Step } from '../../domain/lifecycle/step.ts';
import { present } from '../../domain/present.ts';
import { tasksThatEnd, type TaskKind } from '../../domain/tasks/task.ts';
import type { Stage, WaitingOn } from '../../domain/lifecycle/stage.ts';
import { announcement } from './announcement.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { atLeast } from '../postgres/clock-skew.ts';
import { inTransaction, isUniqueViolation, toDate, type Database } from '../postgres/database.ts';
import { seal, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { insertMessages, type NewMessage } from '../messages/messages.ts';
import { PROGRESS } from '../orders/sealed-form.ts';
import { toOrder, type Order } from '../orders/orders.ts';
import type { OrdersTable } from '../orders/tables.ts';
import type { Schema } from '../postgres/schema.ts';
import { unobtainable, type Unobtainable } from './conditions.ts';
import { takeEffects } from './effects.ts';
import { closingTasks, openTask } from '../tasks/tasks.ts';

/** What the activity worked out for the step: from policy, calendar, form and addresses. */
export interface Derived {
  waitingOn: WaitingOn;
  /** All dues of the order after the step. */
  dues: readonly Due[];
  /** Answered to the workflow, when it asked with `termsFrom`. */
  terms?: Terms;
  messages?: readonly NewMessage[];
  /** `own`: the filing has a clock of its own (sandbox), which this step has moved. */
  clock?: 'wall' | 'own';
}

/** Works out what belongs to a step, as it is written, from the order as it stands, within the step's transaction. */
export type Derive = (step: Step, order: Order, trx: Database) => Derived | Promise<Derived>;

/** Answer to a step that was written before; undefined when it was not. */
export async function recordedStep(db: Database, orderId: OrderId, seq: number): Promise<StepAnswer | undefined> {
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
 * another order holds it, another order in progress files the same, MIIT's record cannot be this order's, or the order has no
 * slot that is asked for, the step is written as refused with `PLACE_TAKEN`, `IN_PROGRESS_ELSEWHERE`, `RECORD_DOES_NOT_FIT` or
 * `UNKNOWN_SLOT` and the order stays as it was. Throws when there is no such order.
 */
export async function writeStep(db: Database, vault: Vault, step: Step, derive: Derive): Promise<StepAnswer> {
  try {
    return await inTransaction(db, (trx) => writeOnce(trx, vault, step, derive));
  } catch (error) {
    // Somebody else who tries this step was first, between our look at what is written and our writing.
    const first = isUniqueViolation(error, 'steps_pkey') && (await recordedStep(db, step.orderId, step.seq));
    if (first) return first;
    throw error;
  }
}

async function writeOnce(trx: Database, vault: Vault, step: Step, derive: Derive): Promise<StepAnswer> {
  const order = await trx
    .selectFrom('orders')
    .leftJoin('steps', (join) => join.onRef('steps.order_id', '=', 'orders.id').on('steps.seq', '=', step.seq))
    .selectAll('orders')
    .select('steps.answer')
    .where('orders.id', '=', step.orderId)
    .forUpdate('orders')
    .executeTakeFirst();
  if (order === undefined) throw new Error(`order ${step.orderId} is not in the database; start it through the API`);
  if (order.answer !== null) return order.answer;
  const key = order.wrapped_key === null ? undefined : vault.unwrap(order.id, order.wrapped_key);
  const writing = { step, order, key };
  const deriveFor = (written: Step) => derive(written, toOrder(vault, order), trx);
  const refused = await unobtainable(trx, vault, step, order);
  if (refused === undefined) return writeApplied(trx, vault, { ...writing, derived: await deriveFor(step) });
  const standing = whereItStands(step, order, refused);
  return writeRefused(trx, vault, { ...writing, step: standing, derived: await deriveFor(standing) });
}

/** The step that is written when an effect cannot be had: the order stays as it was, and operators are told. */
function whereItStands(step: Step, { visit, round }: Selectable<OrdersTable>, refused: Unobtainable): Step {
  const { termsFrom: _termsFrom, via: _via, cause, ...rest } = step;
  const { items: _items, ...sent } = cause;
  const { reason, items, tasks = [] } = refused;
  return {
    ...rest,
    cause: { ...sent, outcome: 'REFUSED', reason, ...present({ items }) },
    via: [],
    to: step.from,
    progress: { ...step.progress, visit, round },
    notices: [],
    tasks: [...tasks],
    effects: [],
  };
}

interface Writing {
  step: Step;
  order: Selectable<OrdersTable>;
  key: DataKey | undefined;
}

async function writeRefused(
  trx: Database,
  vault: Vault,
  { step, derived, order, key }: Writing & { derived: Derived },
): Promise<StepAnswer> {
  const { orderId, seq, at, cause } = step;
  const messages = derived.messages ?? [];
  const refused = cause.reason === undefined ? {} : { refused: cause.reason };
  const answer: StepAnswer = { messages: messages.length > 0, ...refused };
  await appendAudit(trx, { orderId, key, head: order, entries: hops(step) })
    .with('written', (db) => insertingStep(db, step, answer))
    .selectNoFrom(announcementOf(step))
    .execute();
  for (const kind of step.tasks) await openTask(trx, { orderId, kind, visit: order.visit, at });
  await insertMessages(trx, vault, { orderId, seq, at, key }, messages);
  return answer;
}

async function writeApplied(
  trx: Database,
  vault: Vault,
  { step, derived, order, key }: Writing & { derived: Derived },
): Promise<StepAnswer> {
  const { orderId, seq, at, progress } = step;
  const messages = derived.messages ?? [];
  const answer: StepAnswer = {
    ...present({ terms: derived.terms }),
    messages: messages.length > 0,
  };
  const settled = { orderId, at, by: step.cause.actor.id, kinds: settledTasks(step, order) };
  await appendAudit(trx, { orderId, key, head: order, entries: hops(step) }, state(step, derived, key))
    .with('settled', (db) => closingTasks(db, settled))
    .with('written', (db) => insertingStep(db, step, answer))
    .selectNoFrom(announcementOf(step))
    .execute();
  for (const kind of step.tasks) await openTask(trx, { orderId, kind, visit: progress.visit, at });
  await takeEffects(trx, vault, step);
  const messageKey = step.effects.includes('eraseData') ? undefined : key;
  await insertMessages(trx, vault, { orderId, seq, at, key: messageKey }, messages);
  return answer;
}

const insertingStep = (db: Pick<Database, 'insertInto'>, { orderId, seq }: Step, answer: StepAnswer) =>
  db.insertInto('steps').values({ order_id: orderId, seq, answer: JSON.stringify(answer) });

const announcementOf = ({ orderId, seq, cause }: Step) => announcement({ orderId, seq, actionId: cause.actionId });

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

/** The order's row after the step. */
function state(step: Step, derived: Derived, key: DataKey | undefined): UpdateObject<Schema, 'orders'> {
  const progress: Progress = { ...step.progress, dues: [...derived.dues] };
  const next = earliest(derived.dues);
  return {
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
    ...(isSubmission(step) ? { submitted: true } : {}),
    ...(becomesDraft(step) ? { edited_at: toDate(step.at) } : {}),
    ...(derived.clock === 'own' ? { clock_skew_ms: atLeast(step.clock - Date.now()) } : {}),
    ...(derived.terms === undefined ? {} : termColumns(derived.terms)),
  };
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

/** The tasks that a step closes. */
const settledTasks = ({ progress }: Step, order: Pick<Selectable<OrdersTable>, 'visit'>): TaskKind[] =>
  tasksThatEnd({
    leftState: progress.visit > order.visit,
    overdue: progress.overdue,
    handOverUnderWay: progress.handOverUnderWay,
    cancelRequested: progress.cancelRequest !== undefined,
  });
