/** Determines the duties after an approval, and writes each step of their process. */
import type { OrderId } from '../../domain/identifiers.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { dutiesOf } from '../../domain/duties/duties-of-order.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import { dutyTerms } from '../../domain/duties/duty-terms.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import type { NewMessage } from '../../store/messages/messages.ts';
import { approvedWebsites, changedEntityName } from '../../store/duties/duties.ts';
import { writeDutiesStep } from '../../store/duties/duties-step.ts';
import { endProcess } from '../../store/processes/process-rows.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { messagesOf } from '../messages/addressing.ts';
import type { DutiesActivities } from '../contract.ts';
import { writing } from '../unwritable-step.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type DutiesDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'deskEmail'>;

export const createDutiesActivities = (deps: DutiesDependencies): DutiesActivities => ({
  openObligations: createOpenDuties(deps),
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

function createWriteDutiesStep(deps: DutiesDependencies): DutiesActivities['recordObligations'] {
  const { database, vault } = deps;
  return (step) =>
    writing(step.cause, async () => writeDutiesStep(database, vault, step, await messagesFor(deps, step)));
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
