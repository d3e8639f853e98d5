/**
 * The one place where a filing's state is written. A step is one transaction: audit rows, new state, due messages, tasks
 * and effects all become visible together, once, however often the activity is tried.
 */
import type { Selectable, UpdateObject } from 'kysely';
import type { Due } from '../domain/due.ts';
import type { Finding } from '../domain/finding.ts';
import type { OrderId } from '../domain/identifiers.ts';
import { slotsOfOrder } from '../domain/materials/slots-of-order.ts';
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
import { announcement, appendAudit } from './audit.ts';
import { claimedElsewhere, claimForSubmission, dropClaims } from './claims.ts';
import { atLeast } from './clock-skew.ts';
import { inTransaction, isUniqueViolation, toDate, type Database } from './database.ts';
import { seal, type DataKey, type Vault } from './envelope.ts';
import { eraseOrder } from './erasure.ts';
import { consumeReservations, releaseReservations, reserveAgain } from './instances.ts';
import { insertMessages, type NewMessage } from './messages.ts';
import { PROGRESS, readOrder, releasePlace, takePlace, toOrder, type Order } from './orders.ts';
import { permitPhoto } from './photo-permissions.ts';
import { misfits } from './record-fit.ts';
import { writeRecord } from './records.ts';
import type { OrdersTable, Schema } from './schema.ts';
import { closingTasks, openTask } from './tasks.ts';

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

/** Works out what belongs to a step from the order as it stands, within the step's transaction. */
export type Derive = (order: Order, trx: Database) => Derived | Promise<Derived>;

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
 * another order holds it, another order in progress files the same, MIIT's record cannot be this order's, or the order has no
 * slot that is asked for, the step is written as refused with `PLACE_TAKEN`, `IN_PROGRESS_ELSEWHERE`, `RECORD_DOES_NOT_FIT` or
 * `UNKNOWN_SLOT` and the order stays as it was. Throws when there is no such order.
 */
export async function writeStep(db: Database, vault: Vault, step: Step, derive: Derive): Promise<Recorded> {
  try {
    return await inTransaction(db, (trx) => writeOnce(trx, vault, step, derive));
  } catch (error) {
    // Somebody else who tries this step was first, between our look at what is written and our writing.
    const first = isUniqueViolation(error, 'steps_pkey') && (await recordedStep(db, step.orderId, step.seq));
    if (first) return first;
    throw error;
  }
}

async function writeOnce(trx: Database, vault: Vault, step: Step, derive: Derive): Promise<Recorded> {
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
  const refused =
    wantedSlots(vault, writing) ??
    (await wantedClaims(trx, step)) ??
    (await wantedRecord(trx, vault, step)) ??
    (await wantedPlace(trx, step));
  if (refused !== undefined) return writeRefused(trx, writing, refused);
  return writeApplied(trx, vault, { ...writing, derived: await derive(toOrder(vault, order), trx) });
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

/** A slot that the order cannot have could never be filled, and the review would wait for it for ever. */
function wantedSlots(vault: Vault, { step, order }: Writing): Unobtainable | undefined {
  if (!step.effects.includes('askMaterial')) return undefined;
  const { form, type } = toOrder(vault, order);
  const known = form && type ? slotsOfOrder({ form, type }) : new Set<string>();
  const items = step.progress.materialAsked.filter((slot) => !known.has(slot)).map(unknownSlot);
  return items.length === 0 ? undefined : { reason: 'UNKNOWN_SLOT', items };
}

const unknownSlot = (slot: string): Finding => ({
  path: `documents.${slot}`,
  code: 'UNKNOWN_SLOT',
  advice: 'The order has no such slot. Name one of its own, such as site-head-id:P2 or domain-certificate:W1.',
});

/** Another order in progress files the same: the submission that is written first wins, however close the two are. */
async function wantedClaims(trx: Database, step: Step): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('claim')) return undefined;
  const items = await claimedElsewhere(trx, step.orderId);
  return items.length === 0 ? undefined : { reason: 'IN_PROGRESS_ELSEWHERE', items };
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
  const { orderId, seq, at, from } = step;
  const { visit, round } = order;
  const { items: _items, ...sent } = step.cause;
  const cause = { ...sent, outcome: 'REFUSED' as const, reason, ...(items === undefined ? {} : { items }) };
  const entry = { orderId, seq, at, cause, from, to: from, visit, round };
  const answer: Recorded = { messages: false, refused: reason };
  await appendAudit(trx, { orderId, key, head: order, entries: [entry] })
    .with('written', (db) => insertingStep(db, step, answer))
    .selectNoFrom(announcementOf(step))
    .execute();
  for (const kind of tasks) await openTask(trx, { orderId, kind, visit, at });
  return answer;
}

async function writeApplied(
  trx: Database,
  vault: Vault,
  { step, derived, order, key }: Writing & { derived: Derived },
): Promise<Recorded> {
  const { orderId, seq, at, progress } = step;
  const messages = derived.messages ?? [];
  const answer: Recorded = {
    ...(derived.terms === undefined ? {} : { terms: derived.terms }),
    messages: messages.length > 0,
  };
  const settled = { orderId, at, by: step.cause.actor.id, kinds: settledTasks(step, order) };
  await appendAudit(trx, { orderId, key, head: order, entries: hops(step) }, state(step, derived, key))
    .with('settled', (db) => closingTasks(db, settled))
    .with('written', (db) => insertingStep(db, step, answer))
    .selectNoFrom(announcementOf(step))
    .execute();
  for (const kind of step.tasks) await openTask(trx, { orderId, kind, visit: progress.visit, at });
  for (const effect of EFFECTS_IN_ORDER) {
    if (step.effects.includes(effect)) await take[effect](trx, vault, step);
  }
  const messageKey = step.effects.includes('eraseData') ? undefined : key;
  await insertMessages(trx, vault, { orderId, seq, at, key: messageKey }, messages);
  return answer;
}

const insertingStep = (db: Pick<Database, 'insertInto'>, { orderId, seq }: Step, answer: Recorded) =>
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
  'HAND_OVER_BY_HAND',
  'FACE_CHECK_NEEDS_PERSON',
  'LOOK_UP_NEEDS_PERSON',
  'TYPE_UNCLEAR',
];
const TASKS_OF_LATENESS: readonly TaskKind[] = ['REVIEW_OVERDUE', 'FORWARD_OVERDUE', 'BUREAU_OVERDUE', 'SYNC_OVERDUE'];

function settledTasks({ progress }: Step, order: Pick<Selectable<OrdersTable>, 'visit'>): TaskKind[] {
  return [
    ...(progress.visit > order.visit ? TASKS_OF_A_STATE : []),
    ...(progress.overdue ? [] : TASKS_OF_LATENESS),
    ...(progress.handOverUnderWay ? [] : (['HAND_OVER_BY_HAND'] as const)),
    ...(progress.cancelRequest === undefined ? (['CANCEL_REQUESTED'] as const) : []),
  ];
}

/** Numbers are written before the data they come from is erased. */
const EFFECTS_IN_ORDER = [
  'claim',
  'dropClaims',
  'forgetType',
  'permitPhoto',
  'reserveInstances',
  'releaseInstances',
  'consumeInstances',
  'writeRecord',
  'releasePlace',
  'eraseData',
] as const satisfies readonly Effect[];

/** What may be refused is not among them: it is asked for before anything is written. */
const take: Record<
  Exclude<Effect, 'takePlace' | 'askMaterial'>,
  (trx: Database, vault: Vault, step: Step) => Promise<void>
> = {
  claim: (trx, _vault, step) => claimForSubmission(trx, step.orderId),
  dropClaims: (trx, _vault, step) => dropClaims(trx, step.orderId),
  forgetType: async (trx, _vault, step) => {
    await trx.updateTable('orders').set({ type: null }).where('id', '=', step.orderId).execute();
  },
  permitPhoto: async (trx, vault, { orderId, progress, at }) => {
    const personId = progress.photoAllowedFor.at(-1);
    if (personId !== undefined) await permitPhoto(trx, vault, { orderId, personId, at });
  },
  reserveInstances: async (trx, vault, step) => {
    const order = await readOrder(trx, vault, step.orderId);
    await reserveAgain(trx, step.orderId, step.at, Object.keys(order?.form?.websites ?? {}));
  },
  releaseInstances: async (trx, _vault, { orderId, at, websites }) => {
    if (websites === undefined) return releaseReservations(trx, orderId, at);
    for (const websiteId of websites) await releaseReservations(trx, orderId, at, websiteId);
  },
  consumeInstances: (trx, _vault, step) => consumeReservations(trx, step.orderId, step.at),
  writeRecord: async (trx, vault, step) => {
    if (step.record === undefined)
      throw new Error(`step ${step.seq} of ${step.orderId} writes a record without numbers`);
    await writeRecord(trx, vault, { orderId: step.orderId, at: step.at, ...step.record });
  },
  releasePlace: (trx, _vault, step) => releasePlace(trx, step.orderId),
  eraseData: (trx, vault, step) => eraseOrder(trx, vault, step.orderId, step.at),
};
