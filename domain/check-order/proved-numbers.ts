/**
 * Mobiles that nobody has proved (`message.numberProof`). Until somebody answers a code, a number that a form names may be a
 * stranger's. It is asked before a submission only: what has been submitted is not sent back when the policy changes.
 */
import { heads } from '../order/heads.ts';
import { isProofValid } from '../proofs/number-proof.ts';
import { afterSubmission, type Order } from './order.ts';
import { blocking, type Verdict } from './verdict.ts';

export const NOT_PROVED = 'MOBILE_NOT_PROVED';

export function numberProofRules(order: Order): Verdict[] {
  const { form, policies, scope, on, at, numbersProved = {} } = order;
  const wanted = policies.resolve('message.numberProof', scope, on);
  if (wanted === 'NOT_NEEDED' || afterSubmission(order)) return [];
  return heads(form)
    .filter((id) => form.people[id]?.mobile !== undefined)
    .filter((id) => !isProofValid(numbersProved[id], { at, validDays: wanted.validDays }))
    .map((id) =>
      blocking(
        `people.${id}.mobile`,
        NOT_PROVED,
        'Nobody has shown that this number belongs to somebody who knows of the order. Have a code sent to it, and enter the code here.',
      ),
    );
}
