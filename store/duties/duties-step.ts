/** Writes a step of the duties after an approval. Its audit rows continue the chain of the order's case. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import { isClosed, type Duty } from '../../domain/duties/duty.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { NewMessage } from '../messages/messages.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { endProcess, noteDutiesFacts } from '../processes/process-rows.ts';
import type { Vault } from '../sealing/vault.ts';
import { endDutiesOfGone } from './removed-websites.ts';
import { unbelieved } from '../steps/asked-for.ts';
import { holdWithAnswer } from '../steps/hold-with-answer.ts';
import { writeStep } from '../steps/write-step.ts';

/** Writes the next step of an order's duties, once; see `write-step.ts`. Throws when there is no such order. */
export function writeDutiesStep(
  db: Database,
  vault: Vault,
  step: DutiesStep,
  messages: readonly NewMessage[],
): Promise<StepAnswer> {
  const { orderId, at, cause, tasks, changed, terms } = step;
  return writeStep(
    db,
    vault,
    { name: nameOf(step), matter: step },
    {
      hold: (trx) => holdWithAnswer(trx, nameOf(step)),
      async content(trx, held) {
        const { stage, visit, round } = held;
        const doubt = await unbelieved(trx, vault, held, step.cause);
        if (doubt !== undefined) {
          const refused: Cause = { ...step.cause, outcome: 'REFUSED', reason: doubt.reason };
          return {
            at,
            cause: refused,
            entries: [{ seq: undefined, at, cause: refused, from: stage, to: stage, visit, round }],
            announced: 0,
            opens: { tasks: doubt.tasks, visit },
            messages: [],
            answer: { messages: false, refused: doubt.reason },
          };
        }
        return {
          at,
          cause,
          entries: [{ seq: undefined, at, cause, from: stage, to: stage, visit, round }],
          announced: 0,
          opens: { tasks, visit },
          async effects() {
            for (const duty of changed) await writeDuty(trx, orderId, duty);
            await endDutiesOfGone(
              trx,
              changed.filter((duty) => !isClosed(duty)).map(({ number }) => number),
            );
            if (terms !== undefined) await noteDutiesFacts(trx, orderId, { terms });
            if (changed.some(isClosed) && !(await someAreOpen(trx, orderId))) {
              await endProcess(trx, orderId, 'obligations');
            }
          },
          messages,
          answer: { messages: messages.length > 0 },
        };
      },
    },
  );
}

const nameOf = ({ orderId, seq }: DutiesStep) => ({ caseId: orderId, process: 'obligations', seq }) as const;

async function someAreOpen(trx: Database, orderId: OrderId): Promise<boolean> {
  const open = await trx
    .selectFrom('obligations')
    .select('kind')
    .where('order_id', '=', orderId)
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

async function writeDuty(trx: Database, orderId: OrderId, duty: Duty): Promise<void> {
  const { websiteId, kind, domain, number, state, due, openedAt, closedAt, psbNumber, remindersPassed } = duty;
  const changing = {
    state,
    closed_at: closedAt === undefined ? null : toDate(closedAt),
    psb_number: psbNumber ?? null,
    reminders_passed: remindersPassed,
  };
  await trx
    .insertInto('obligations')
    .values({
      order_id: orderId,
      website_id: websiteId,
      kind,
      domain,
      number,
      due_at: due === undefined ? null : toDate(due.at),
      due_days: due?.amount ?? null,
      opened_at: toDate(openedAt),
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['order_id', 'website_id', 'kind']).doUpdateSet(changing))
    .execute();
}
