/** Writes a step of an inspection. Its audit rows stand in the chain of the inspection's case. */
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import type { Outcome } from '../../domain/inspection/found.ts';
import type { InspectionStep } from '../../domain/inspection/inspection-step.ts';
import { isOver, type InspectionState } from '../../domain/inspection/inspection.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { NewMessage } from '../messages/messages.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { endProcess } from '../processes/process-rows.ts';
import type { Vault } from '../sealing/vault.ts';
import { unbelieved } from '../steps/asked-for.ts';
import { writeStep } from '../steps/write-step.ts';
import { withTypedTexts } from '../texts/typed-texts.ts';
import { holdInspectionWithAnswer } from './held-inspection.ts';
import { tellWhereOrderIs } from './order-moved.ts';

/** Writes the next step of an inspection, once; see `write-step.ts`. Throws when there is no such inspection. */
export function writeInspectionStep(
  db: Database,
  vault: Vault,
  step: InspectionStep,
  messages: readonly NewMessage[],
): Promise<StepAnswer> {
  const caseId = step.orderId as CaseId;
  return writeStep(
    db,
    vault,
    { name: { caseId, process: 'inspection', seq: step.seq }, matter: step },
    {
      hold: (trx) => holdInspectionWithAnswer(trx, caseId, step.seq),
      async content(trx, held, key) {
        const { at, from, after, tasks, closes } = step;
        const entry = (cause: Cause, to: InspectionState) => ({
          seq: step.seq,
          at,
          cause,
          from,
          to,
          visit: 1,
          round: 0,
        });
        const doubt = await unbelieved(trx, vault, held, step.cause);
        if (doubt !== undefined) {
          const cause: Cause = { ...step.cause, outcome: 'REFUSED', reason: doubt.reason };
          return {
            at,
            cause,
            entries: [entry(cause, from)],
            announced: step.seq,
            opens: { tasks: doubt.tasks, visit: 1 },
            messages: [],
            answer: { messages: false, refused: doubt.reason },
          };
        }
        const { cause } = await withTypedTexts(trx, key, caseId, { cause: step.cause });
        return {
          at,
          cause,
          entries: [entry(cause, after.state)],
          announced: step.seq,
          opens: { tasks, visit: 1 },
          closes,
          async effects() {
            await writeInspection(trx, held.inspection_id, step);
            if (isOver(after)) await endProcess(trx, caseId, 'inspection');
            if (cause.action === 'orderLinked' && after.order !== undefined) {
              await tellWhereOrderIs(trx, caseId, after.order.id as OrderId);
            }
          },
          messages,
          answer: { messages: messages.length > 0 },
        };
      },
    },
  );
}

const OUTCOMES: Readonly<Partial<Record<InspectionState, Outcome>>> = {
  RECTIFIED: 'RECTIFIED',
  ACCESS_CANCELLED: 'ACCESS_CANCELLED',
};

async function writeInspection(trx: Database, id: string, { at, cause, from, after }: InspectionStep): Promise<void> {
  const outcome = after.state === from ? undefined : OUTCOMES[after.state];
  await trx
    .updateTable('inspections')
    .set({
      state: after.state,
      progress: JSON.stringify(after),
      due_at: toDate(after.dueAt),
      order_id: (after.order?.id as OrderId | undefined) ?? null,
      ...(outcome === undefined ? {} : { outcome, decided_at: toDate(at), decided_by: cause.actor.id }),
    })
    .where('id', '=', id)
    .execute();
}
