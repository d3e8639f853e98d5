/**
 * Hands the complete order to the bureau's gateway. Order number and number of the hand-over identify the submission, so a
 * retry does not submit twice. Scans of people and websites that were removed from the form are not sent (R-MAT-7).
 */
import { AskPersonError, PermanentError } from '../../adapters/delivery-faults.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { slotsOfOrder } from '../../domain/materials/slots-of-order.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { shownScan } from '../../facts/shown-scan.ts';
import { currentDocuments } from '../../store/proofs/documents.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { readOrder } from '../../store/orders/orders.ts';
import type { FilingActivities, HandOverAnswer } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type HandOverDependencies = Pick<
  ActivityDependencies,
  'database' | 'vault' | 'bureau' | 'documents' | 'images' | 'rules'
>;

export function createHandOver({
  database,
  vault,
  bureau,
  documents,
  images,
  rules,
}: HandOverDependencies): FilingActivities['handOver'] {
  return async ({ orderId, handOver, verifiers, at }): Promise<HandOverAnswer> => {
    const id = orderId as OrderId;
    const [order, key] = await Promise.all([readOrder(database, vault, id), caseKey(database, vault, id)]);
    if (!order?.form || !order.type || !key)
      return { status: 'ASK_PERSON', detail: 'the data of this order was erased' };
    const { form, type } = order;
    const own = slotsOfOrder({ form, type });
    const current = (await currentDocuments(database, id)).filter(({ slot }) => own.has(slot));
    const { policies } = await rules();
    const scans = await Promise.all(
      current.map(async (document) => ({
        slot: document.slot,
        ...(await shownScan({ database, documents, images }, key, document, { policies, on: civilDate(at) })),
      })),
    );
    try {
      const answer = await bureau.handOver({
        orderId,
        handOver,
        type,
        form,
        documents: scans,
        personsToVerify: verifiers,
        at,
      });
      if (answer.status === 'RECEIVED')
        return answer.byHand === true ? { status: 'RECEIVED', byHand: true } : { status: 'RECEIVED' };
      return { status: 'ACCEPTED', reference: answer.reference };
    } catch (error) {
      if (error instanceof PermanentError || error instanceof AskPersonError)
        return { status: 'ASK_PERSON', detail: error.message };
      throw error;
    }
  };
}
