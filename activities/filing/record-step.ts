/**
 * Writes a step: works out its terms and messages, then commits new state, audit rows, due notifications and effects in one
 * transaction. A retry is safe: a step that is already written returns its first answer (design §3).
 */
import type { Due } from '../../domain/lifecycle/due.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import { ONCE_A_DAY, type Notice, type NoticeFacts } from '../../domain/messages/notice.ts';
import { becomesDraft, type StepAnswer, type Step } from '../../domain/lifecycle/step.ts';
import { present } from '../../domain/present.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { isTold } from '../../domain/tasks/task.ts';
import { termsOf, type Rules } from '../../domain/lifecycle/terms.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Order } from '../../store/orders/orders.ts';
import { writeFilingStep, type Derive } from '../../store/steps/filing-step.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import { toldOnDay, type NewMessage } from '../../store/messages/messages.ts';
import { messagesOf } from '../messages/addressing.ts';
import type { FilingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { writing } from '../unwritable-step.ts';
import { completionFacts } from './completion-facts.ts';

type RecordDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'deskEmail' | 'clock'>;

export function createRecord(deps: RecordDependencies): FilingActivities['record'] {
  const write = createStepWriter(deps);
  return (step) => writing(step, () => write(step));
}

/** Writes a step also of an order whose data cannot be read (`isUnreadable`). */
export type StepWriter = (step: Step, options?: { isUnreadable: boolean }) => Promise<StepAnswer>;

export function createStepWriter(deps: RecordDependencies): StepWriter {
  const { database, vault, clock } = deps;
  return async (step, options) => {
    // Asked before the transaction: a transaction that waits for a second connection could wait for ever.
    const rules = asksForRules(step) ? await deps.rules() : undefined;
    const derive: Derive = async (written, order, trx) => {
      const terms = termsFor(written, order, rules);
      const dues = [...(terms?.dues ?? []), ...written.progress.dues];
      const messages = await messagesFor(deps, trx, { step: written, order, dues, rules });
      return { waitingOn: lifecycleTable[written.to].waitingOn, dues, ...(terms ? { terms } : {}), messages, clock };
    };
    return writeFilingStep(database, vault, step, derive, options);
  };
}

const asksForRules = ({ termsFrom, effects }: Step): boolean =>
  termsFrom !== undefined || effects.includes('writeRecord');

function termsFor(step: Step, order: Order, rules: Rules | undefined): StepAnswer['terms'] {
  if (step.termsFrom === undefined || rules === undefined) return undefined;
  const { type, province, form } = order;
  const editedAt = becomesDraft(step) ? step.at : order.editedAt;
  const websites = Object.keys(form?.websites ?? {});
  const subject = { type, province, entityKind: form?.entity.kind, from: step.termsFrom, editedAt, websites };
  return termsOf(step.to, subject, rules);
}

async function messagesFor(
  { vault, deskEmail }: RecordDependencies,
  trx: Database,
  { step, order, dues, rules }: { step: Step; order: Order; dues: readonly Due[]; rules: Rules | undefined },
): Promise<NewMessage[]> {
  const notices = [...step.notices, ...(await taskNotices(trx, step))];
  if (notices.length === 0 || !order.form) return [];
  const known = await readAccount(trx, vault, order.accountId);
  const account = { id: order.accountId, mobile: known?.mobile, email: known?.email };
  const book = { form: order.form, account, deskEmail };
  const extra = rules ? completionFacts(step, order, rules) : {};
  const whoVerifies = step.progress.sms?.groups.flat();
  const once = notices.flatMap(({ code }) => (ONCE_A_DAY.includes(code) ? [code] : []));
  const toldToday = await toldOnDay(trx, { caseId: order.id, codes: once, day: civilDate(step.at) });
  return notices.flatMap((notice) => {
    const addressed: Notice = { ...(whoVerifies ? { persons: whoVerifies } : {}), ...notice };
    const facts = { ...(notice.facts.task === undefined ? mainDue(dues) : {}), ...extra, ...notice.facts };
    const messages = messagesOf(addressed, { facts, type: order.type, province: order.province }, book);
    return toldToday.has(notice.code) ? messages.filter(({ channel }) => channel === 'IN_APP') : messages;
  });
}

/** N-16 for tasks that open with this step and were not open before. */
async function taskNotices(trx: Database, { orderId, tasks, progress, to }: Step): Promise<Notice[]> {
  const told = tasks.filter(isTold);
  if (told.length === 0) return [];
  const { tasks: open } = await listTasks(trx, { caseId: orderId });
  return told
    .filter((kind) => !open.some((task) => task.kind === kind && task.visit === progress.visit))
    .map((task) => ({ code: 'N-16', facts: { step: to, task } }));
}

/** The due instant that a message about the new state names, unless the stage gave another. */
function mainDue(dues: readonly Due[]): Pick<NoticeFacts, 'due' | 'earliest' | 'latest' | 'provisional'> {
  const [due] = dues.toSorted((one, other) => one.at - other.at);
  if (!due) return {};
  const { at, earliest, latest, provisional } = due;
  return { due: at, ...present({ earliest, latest, provisional }) };
}
