/** Writes a step of a filing: the states it passes, the order's row after it, and its effects. */
import type { UpdateObject } from 'kysely';
import { nextDue } from '../../domain/lifecycle/clocks.ts';
import type { Due } from '../../domain/lifecycle/due.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import { becomesDraft, type Step, type StepAnswer } from '../../domain/lifecycle/step.ts';
import { hasEnded, type Stage, type WaitingOn } from '../../domain/lifecycle/stage.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { present } from '../../domain/present.ts';
import { tasksThatEnd, type TaskKind } from '../../domain/tasks/task.ts';
import type { NewMessage } from '../messages/messages.ts';
import type { OrderRow } from '../orders/order-row.ts';
import { toOrder, withoutData, type Order } from '../orders/orders.ts';
import { PROGRESS } from '../orders/sealed-form.ts';
import { atLeast } from '../postgres/clock-skew.ts';
import { websiteOf } from '../records/website-of-form.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { endProcess, openDutiesProcess, reopenDutiesProcess } from '../processes/process-rows.ts';
import type { DutiesFacts, FiledWebsite } from '../processes/tables.ts';
import type { Schema } from '../postgres/schema.ts';
import { seal, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { withTypedTexts } from '../texts/typed-texts.ts';
import { tellInspections } from '../inspections/order-moved.ts';
import { unobtainable, type Unobtainable } from './conditions.ts';
import { takeEffects } from './effects.ts';
import { holdWithAnswer } from './hold-with-answer.ts';
import { writeStep, type StepContent } from './write-step.ts';

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

/** Works out the parts of a step from the present order, within the step's transaction. */
export type Derive = (step: Step, order: Order, trx: Database) => Derived | Promise<Derived>;

/**
 * Writes the next step of a filing, once; see `write-step.ts` for a repeat and for a step that is not the next. When the account's
 * place is wanted and another order holds it, another order in progress files the same, MIIT's record cannot be this order's, or
 * the order has no slot that is asked for, the step is written as refused with `PLACE_TAKEN`, `IN_PROGRESS_ELSEWHERE`,
 * `RECORD_DOES_NOT_FIT` or `UNKNOWN_SLOT` and the order stays as it was. Throws when there is no such order, and when its data
 * cannot be read unless `isUnreadable` is set.
 */
export function writeFilingStep(
  db: Database,
  vault: Vault,
  step: Step,
  derive: Derive,
  { isUnreadable = false }: { isUnreadable?: boolean } = {},
): Promise<StepAnswer> {
  const { clock: _clock, ...matter } = step;
  return writeStep(
    db,
    vault,
    { name: nameOf(step), matter, work: step.work, isUnreadable },
    {
      hold: (trx) => holdWithAnswer(trx, nameOf(step)),
      async content(trx, order, key) {
        const known = isUnreadable ? withoutData(vault, order) : toOrder(vault, order);
        const deriveFor = (written: Step) => derive(written, known, trx);
        const refused = await unobtainable(trx, vault, step, order);
        if (refused === undefined) {
          const effects = async () => {
            await takeEffects(trx, vault, step);
            await keepProcesses(trx, step, known.form);
            await tellInspections(trx, step);
          };
          const told = await toldTexts(trx, key, step);
          return { ...applied(told, await deriveFor(told), { order, key }), effects };
        }
        const standing = whereItStands(await toldTexts(trx, key, step), order, refused);
        return refusedContent(standing, await deriveFor(standing), order);
      },
    },
  );
}

/** People read what was typed; the progress, which goes back to the process, keeps the references. */
async function toldTexts(trx: Database, key: DataKey | undefined, step: Step): Promise<Step> {
  const { cause, notices } = step;
  return { ...step, ...(await withTypedTexts(trx, key, step.orderId, { cause, notices })) };
}

/** An order that ended needs its filing no more, unless its data is still to be destroyed; an approved one needs its duties. */
async function keepProcesses(trx: Database, step: Step, form: OrderForm | undefined): Promise<void> {
  const { orderId, to, forget, effects, work = [] } = step;
  for (const begun of work) {
    const websites = filedWebsites(step, form);
    if (begun.kind === 'startDuties')
      await openDutiesProcess(trx, orderId, { ...dutiesFacts(begun), ...present({ websites }) });
    // Work that is under way since an earlier step stands in later ones too.
    if (begun.kind === 'addDuties' && websites !== undefined)
      await reopenDutiesProcess(trx, orderId, { ...dutiesFacts(begun), websites });
  }
  if (hasEnded(to) && (forget !== true || effects.includes('eraseData'))) await endProcess(trx, orderId, 'filing');
}

/** The websites that come on record with this step, where the order's do so one by one; the step may take them out of its form. */
function filedWebsites({ record, progress }: Step, form: OrderForm | undefined): FiledWebsite[] | undefined {
  if (record === undefined || 'removed' in record || form === undefined || progress.dutiesBegun !== true)
    return undefined;
  return record.websites.flatMap(({ domain, number }) => {
    const found = websiteOf(form, domain);
    return found ? [{ websiteId: found.id, number, incomeGenerating: found.website.incomeGenerating ?? false }] : [];
  });
}

const dutiesFacts = ({ issuedOn, startedAt }: DutiesFacts): DutiesFacts => ({ issuedOn, startedAt });

const nameOf = ({ orderId, seq }: Step) => ({ caseId: orderId, process: 'filing', seq }) as const;

function applied(
  step: Step,
  derived: Derived,
  { order, key }: { order: OrderRow; key: DataKey | undefined },
): StepContent {
  const { at, cause, tasks, progress, effects } = step;
  const { messages = [], terms } = derived;
  return {
    at,
    cause,
    entries: hops(step),
    announced: step.seq,
    opens: { tasks, visit: progress.visit },
    closes: settledTasks(step, order),
    change: (db) =>
      db
        .updateTable('orders')
        .set(state(step, derived, key))
        .where('id', '=', step.orderId),
    messages,
    erases: effects.includes('eraseData'),
    answer: { ...present({ terms }), messages: messages.length > 0 },
  };
}

function refusedContent(step: Step, { messages = [] }: Derived, order: OrderRow): StepContent {
  const { at, cause, tasks } = step;
  return {
    at,
    cause,
    entries: hops(step),
    announced: step.seq,
    opens: { tasks, visit: order.visit },
    messages,
    answer: { messages: messages.length > 0, ...present({ refused: cause.reason }) },
  };
}

/** The step that is written when an effect is not possible: the order stays as it was, and operators are told. */
function whereItStands(step: Step, { visit, round }: OrderRow, refused: Unobtainable): Step {
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

/** One audit row per state passed: `from → via… → to`. */
function hops(step: Step) {
  const stages: Stage[] = [...step.via, step.to];
  return stages.map((to, index) => ({
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
  const next = nextDue(derived.dues, progress.clocks);
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

/** The tasks that a step closes. */
const settledTasks = ({ progress }: Step, order: Pick<OrderRow, 'visit'>): TaskKind[] =>
  tasksThatEnd({
    leftState: progress.visit > order.visit,
    overdue: progress.overdue,
    handOverUnderWay: progress.handOverUnderWay,
    cancelRequested: progress.cancelRequest !== undefined,
  });
