/** What the duties after an approval are, and the writing of each of their steps. */
import type { OrderId } from '../../domain/identifiers.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { obligationsOf, obligationTerms, type ObligationStep } from '../../domain/duties/obligation.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import type { NewMessage } from '../../store/messages/messages.ts';
import { approvedWebsites, recordedObligationStep, writeObligationStep } from '../../store/duties/duties.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { messagesOf } from '../messages/addressing.ts';
import type { ObligationActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type ObligationDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'deskEmail'>;

export const createObligationActivities = (deps: ObligationDependencies): ObligationActivities => ({
  openObligations: createOpenObligations(deps),
  recordObligations: createRecordObligations(deps),
});

/** From the record as it stands and the policies of the day the number was issued (R-POST-4). */
function createOpenObligations({
  database,
  vault,
  rules,
}: ObligationDependencies): ObligationActivities['openObligations'] {
  return async ({ orderId, at, issuedOn }) => {
    const order = await readOrder(database, vault, orderId as OrderId);
    if (order?.type === undefined) throw new Error(`order ${orderId} has no type; duties begin when it is completed`);
    const websites = await approvedWebsites(database, vault, order.id);
    const { policies } = await rules();
    const { type, province } = order;
    const completedOn = civilDate(at);
    return {
      duties: obligationsOf({ type, province, websites, issuedOn, completedOn, policies }),
      terms: obligationTerms({ type, province, issuedOn, policies }),
    };
  };
}

function createRecordObligations(deps: ObligationDependencies): ObligationActivities['recordObligations'] {
  const { database, vault } = deps;
  return async (step) => {
    const written = await recordedObligationStep(database, step.orderId, step.seq);
    if (written) return written;
    return writeObligationStep(database, vault, step, await messagesFor(deps, step));
  };
}

async function messagesFor(
  { database, vault, deskEmail }: ObligationDependencies,
  { orderId, notices }: ObligationStep,
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
