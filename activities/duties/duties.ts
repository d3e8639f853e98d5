/** Determines the duties after an approval, and writes each step of their process. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { civilDate, type Instant } from '../../domain/time/instant.ts';
import { changeOf } from '../../domain/duties/duty.ts';
import { openDuty } from '../../domain/duties/duty-alarms.ts';
import { dutiesOf } from '../../domain/duties/duties-of-order.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import { dutyTerms } from '../../domain/duties/duty-terms.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import type { NewMessage } from '../../store/messages/messages.ts';
import { approvedWebsites, changedEntityName } from '../../store/duties/duties.ts';
import { writeDutiesStep } from '../../store/duties/duties-step.ts';
import { readStoredDuties } from '../../store/processes/stored-duties.ts';
import { endProcess } from '../../store/processes/process-rows.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { messagesOf } from '../messages/addressing.ts';
import type { DutiesActivities } from '../contract.ts';
import { answering, writing } from '../unwritable-step.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type DutiesDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'deskEmail'>;

export const createDutiesActivities = (deps: DutiesDependencies): DutiesActivities => ({
  openObligations: answering(createOpenDuties(deps)),
  addObligations: createAddDuties(deps),
  recordObligations: createWriteDutiesStep(deps),
});

/** Uses the record as it is now and the policies of the day on which the number was issued (R-POST-4). */
function createOpenDuties({ database, vault, rules }: DutiesDependencies): DutiesActivities['openObligations'] {
  return async ({ orderId, at, issuedOn }) => {
    const order = await readOrder(database, vault, orderId as OrderId);
    if (order?.type === undefined) throw new Error(`order ${orderId} has no type; duties begin when it is completed`);
    const websites = await approvedWebsites(database, vault, order.id);
    const { policies } = await rules();
    const { type, province } = order;
    const completedOn = civilDate(at);
    const entityNameChanged = await changedEntityName(database, order.id, websites);
    const duties = dutiesOf({ type, province, websites, issuedOn, completedOn, entityNameChanged, policies });
    if (duties.length === 0) await endProcess(database, order.id, 'obligations');
    return {
      duties,
      terms: dutyTerms({ type, province, issuedOn, policies }),
    };
  };
}

/** Of the websites on record, those that have no duties yet get theirs; the process takes them over from Postgres. */
function createAddDuties(deps: DutiesDependencies): DutiesActivities['addObligations'] {
  const { database, vault } = deps;
  const open = createOpenDuties(deps);
  return async ({ orderId, at, issuedOn }) => {
    const { duties, terms } = await open({ orderId, at, issuedOn });
    const stored = await readStoredDuties(database, vault, orderId as OrderId);
    if (stored === undefined) throw new Error(`the duties of ${orderId} have not begun`);
    const hasDuties = new Set(stored.duties.map(({ websiteId }) => websiteId));
    const changed = duties
      .filter(({ websiteId }) => !hasDuties.has(websiteId))
      .map((duty) => openDuty(duty, at, terms));
    if (changed.length === 0) return;
    const detail = changed.map((duty) => changeOf(undefined, duty)).join('; ');
    const cause: Cause = { actor: TIMER_ACTOR, action: 'openObligations', outcome: 'APPLIED', detail };
    const { steps, lastAt } = stored;
    const step = {
      orderId: orderId as OrderId,
      seq: steps + 1,
      at: later(at, lastAt),
      cause,
      changed,
      notices: [],
      tasks: [],
      terms,
    };
    const { standsAt } = await writeDutiesStep(database, vault, step, []);
    if (standsAt !== undefined) throw new Error(`the duties of ${orderId} have moved on meanwhile`); // tried again
  };
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

function createWriteDutiesStep(deps: DutiesDependencies): DutiesActivities['recordObligations'] {
  const { database, vault } = deps;
  return (step) => writing(step, async () => writeDutiesStep(database, vault, step, await messagesFor(deps, step)));
}

async function messagesFor(
  { database, vault, deskEmail }: DutiesDependencies,
  { orderId, notices }: DutiesStep,
): Promise<NewMessage[]> {
  if (notices.length === 0) return [];
  const order = await readOrder(database, vault, orderId);
  if (!order?.form) return [];
  const { type, province, form, accountId } = order;
  const known = await readAccount(database, vault, accountId);
  const account = { id: accountId, mobile: known?.mobile, email: known?.email };
  return notices.flatMap((notice) =>
    messagesOf(notice, { facts: notice.facts, type, province }, { form, account, deskEmail }),
  );
}
