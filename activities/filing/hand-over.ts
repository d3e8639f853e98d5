/**
 * Hands the complete order to the bureau's gateway. Order number and number of the hand-over identify the submission, so a
 * retry does not submit twice. Scans of people, websites and sectors that were taken out of the form are not sent (R-MAT-7).
 * However many scans an order has, one of them is in memory; a few in all hand-overs of a worker.
 */
import { heartbeat } from '@temporalio/activity';
import pLimit from 'p-limit';
import type { ScanToHandOver } from '../../adapters/bureau/bureau.ts';
import { AskPersonError, PermanentError } from '../../adapters/delivery-faults.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { slotsToHandOver } from '../../domain/materials/slots-of-order.ts';
import { handedOver } from '../../domain/order/handed-over.ts';
import { present } from '../../domain/present.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { shownScan } from '../../facts/shown-scan.ts';
import { currentDocuments, type StoredDocument } from '../../store/proofs/documents.ts';
import { SealError } from '../../store/sealing/seal.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { wakeSenders } from '../bureau/wake.ts';
import { onRecordOf } from './on-record.ts';
import { serversToHandOver } from './servers-to-hand-over.ts';
import type { FilingActivities, HandOverAnswer } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type HandOverDependencies = Pick<
  ActivityDependencies,
  'database' | 'vault' | 'assets' | 'bureau' | 'bureauAccounts' | 'documents' | 'images' | 'rules'
>;

/** Images that the hand-overs of one worker hold in memory at the same time, sealed and open. */
const IMAGES_AT_ONCE = 4;
/** How often a hand-over says that it is alive; the time-out is in `workflows/filing/activities.ts`. */
const ALIVE_EVERY_MS = 10_000;

export function createHandOver(deps: HandOverDependencies): FilingActivities['handOver'] {
  const { database, vault, bureau, rules } = deps;
  const inTurn = pLimit(IMAGES_AT_ONCE);

  return async ({ orderId, handOver, verifiers, at }): Promise<HandOverAnswer> => {
    const id = orderId as OrderId;
    const [order, key] = await Promise.all([readOrder(database, vault, id), caseKey(database, vault, id)]);
    if (!order?.form || !order.content || !order.type || !key)
      return { status: 'ASK_PERSON', detail: 'the data of this order was erased' };
    const { form, content, type } = order;
    const own = slotsToHandOver({ form, type });
    const current = (await currentDocuments(database, id)).filter(({ slot }) => own.has(slot));
    const { policies } = await rules();
    const toHandOver = (document: StoredDocument): ScanToHandOver => ({
      slot: document.slot,
      withImage: (use) =>
        inTurn(async () => {
          const image = await shownScan(deps, key, document, { policies, on: civilDate(at) }).catch(
            (error: unknown) => {
              throw ofScan(document, error);
            },
          );
          return use(image);
        }),
    });
    const isAlive = setInterval(heartbeat, ALIVE_EVERY_MS);
    try {
      const on = civilDate(at);
      const instances = await serversToHandOver(deps, order, type, { policies, on });
      const onRecord = bureau.codes === undefined ? undefined : await onRecordOf(deps, order, type, { policies, at });
      const answer = await bureau.handOver({
        orderId,
        handOver,
        type,
        ...handedOver(type, content),
        instances,
        ...present({ onRecord }),
        documents: current.map(toHandOver),
        personsToVerify: verifiers,
        at,
      });
      if (answer.status === 'RECEIVED') await wakeSenders(deps);
      if (answer.status === 'RECEIVED')
        return answer.byHand === true ? { status: 'RECEIVED', byHand: true } : { status: 'RECEIVED' };
      return { status: 'ACCEPTED', reference: answer.reference };
    } catch (error) {
      if (error instanceof PermanentError || error instanceof AskPersonError)
        return { status: 'ASK_PERSON', detail: error.message };
      throw error;
    } finally {
      clearInterval(isAlive);
    }
  };
}

/** Names the slot of a scan that is lost or damaged, since it can be uploaded again, or be in a backup. */
function ofScan({ slot }: StoredDocument, error: unknown): unknown {
  if (error instanceof SealError) {
    const advice = 'restore it from a backup, or have it uploaded again';
    return new AskPersonError(`The scan in ${slot} is damaged: ${advice}.`, 'DAMAGED', { cause: error });
  }
  if (error instanceof PermanentError || error instanceof AskPersonError)
    return new AskPersonError(`The scan in ${slot} cannot be read: ${error.message}`, error.code, { cause: error });
  return error;
}
