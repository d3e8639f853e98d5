/**
 * Writes a step: works out its terms and messages, then commits new state, audit rows, due notifications and effects in
 * one transaction. Trying again is safe: a step that was written answers as it did then (design §3).
 */
import type { Due } from '../domain/due.ts';
import { lifecycleTable } from '../domain/lifecycle.ts';
import type { Notice } from '../domain/notification.ts';
import { becomesDraft, type Recorded, type Step } from '../domain/progress.ts';
import { termsOf } from '../domain/terms.ts';
import { readAccount } from '../store/accounts.ts';
import { readOrder, type Order } from '../store/orders.ts';
import { recordedStep, writeStep } from '../store/steps.ts';
import type { NewMessage } from '../store/messages.ts';
import { messagesOf } from './addressing.ts';
import type { FilingActivities } from './contract.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { completionFacts } from './completion-facts.ts';

type RecordDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'deskEmail' | 'clock'>;

export function createRecord(deps: RecordDependencies): FilingActivities['record'] {
  const { database, vault } = deps;
  return async (step) => {
    const written = await recordedStep(database, step.orderId, step.seq);
    if (written) return written;
    const order = await readOrder(database, vault, step.orderId);
    if (!order) throw new Error(`order ${step.orderId} is not in the database; start it through the API`);
    const terms = await termsFor(deps, step, order);
    const dues = [...(terms?.dues ?? []), ...step.progress.dues];
    return writeStep(database, vault, step, {
      waitingOn: lifecycleTable[step.to].waitingOn,
      dues,
      ...(terms ? { terms } : {}),
      messages: await messagesFor(deps, step, order, dues),
      clock: deps.clock,
    });
  };
}

async function termsFor({ rules }: RecordDependencies, step: Step, order: Order): Promise<Recorded['terms']> {
  if (step.termsFrom === undefined) return undefined;
  const { type, province, form } = order;
  const editedAt = becomesDraft(step) ? step.at : order.editedAt;
  const subject = { type, province, entityKind: form?.entity.kind, from: step.termsFrom, editedAt };
  return termsOf(step.to, subject, await rules());
}

async function messagesFor(
  deps: RecordDependencies,
  step: Step,
  order: Order,
  dues: readonly Due[],
): Promise<NewMessage[]> {
  if (step.notices.length === 0 || !order.form) return [];
  const known = await readAccount(deps.database, deps.vault, order.accountId);
  const account = { id: order.accountId, mobile: known?.mobile, email: known?.email };
  const book = { form: order.form, account, deskEmail: deps.deskEmail };
  const extra = step.effects.includes('writeRecord') ? completionFacts(step, order, await deps.rules()) : {};
  const whoVerifies = step.progress.sms?.groups.flat();
  return step.notices.flatMap((notice) => {
    const addressed: Notice = { ...(whoVerifies ? { persons: whoVerifies } : {}), ...notice };
    const facts = { ...mainDue(dues), ...extra, ...notice.facts };
    return messagesOf(addressed, { facts, type: order.type, province: order.province }, book);
  });
}

/** The due instant a message about the new state names, unless the stage said another. */
function mainDue(dues: readonly Due[]): { due?: number; earliest?: number } {
  const [due] = dues.toSorted((one, other) => one.at - other.at);
  if (!due) return {};
  return { due: due.at, ...(due.earliest === undefined ? {} : { earliest: due.earliest }) };
}
