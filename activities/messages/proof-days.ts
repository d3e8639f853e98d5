import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { orderScope, policyScope } from '../../domain/order/order-scope.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { filingTime, readOrder, readWithoutData } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import { SealError } from '../../store/sealing/seal.ts';
import type { Vault } from '../../store/sealing/vault.ts';

/**
 * For how many days the proof of a number holds for the messages of this order; undefined where its numbers need no proof
 * (`message.numberProof`). The order is read only where some province, type or kind of entity wants proofs.
 */
export async function proofDays(
  { database, vault }: { database: Database; vault: Vault },
  { policies }: Rules,
  caseId: CaseId,
): Promise<number | undefined> {
  const now = Date.now();
  const isWantedSomewhere = policies.rows.some(
    ({ key, value }) => key === 'message.numberProof' && value !== 'NOT_NEEDED',
  );
  if (!isWantedSomewhere) return undefined;
  const orderId = caseId as OrderId;
  const order = await readOrder(database, vault, orderId).catch((error: unknown) => {
    if (error instanceof SealError) return readWithoutData(database, vault, orderId);
    throw error;
  });
  if (order === undefined) return undefined;
  const { form, type, province } = order;
  const scope = form?.entity.province === undefined ? policyScope({ province, type }) : orderScope(form, type);
  const wanted = policies.resolve('message.numberProof', scope, civilDate(filingTime(order, now)));
  return wanted === 'NOT_NEEDED' ? undefined : wanted.validDays;
}
