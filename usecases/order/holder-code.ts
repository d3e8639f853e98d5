/**
 * The code by which the holder of a filing confirms an order (R-DEREG-7). It goes to the mobile of the head of the entity as it is on
 * record, or of the account where none is known there.
 */
import { mainlandMobile } from '../../domain/identity/mobile.ts';
import { entityHead } from '../../domain/order/heads.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { PolicyValue } from '../../domain/policy/policy.ts';
import { civilDate, dueInHours, type Instant } from '../../domain/time/instant.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { writeBesideSteps } from '../../store/audit/beside-steps.ts';
import { filingTime } from '../../store/orders/orders.ts';
import { confirmOrder } from '../../store/proofs/confirmations.ts';
import { writeCode, type NumberToProve } from '../../store/proofs/number-proofs.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { mayEdit } from '../drafting/editing.ts';
import { noCodesLeft, WRONG_CODE } from '../number-proof/number-proofs.ts';
import { deliverLeft } from '../processes/redelivery.ts';
import { refusal } from '../refusal.ts';

/** Sends a code; answers until when it is good, by the wall clock. */
export async function sendHolderCode(deps: UseCaseDependencies, caller: Caller, orderId: string): Promise<Instant> {
  const { holder, terms } = await holderOf(deps, caller, orderId);
  const written = await writeCode(deps.database, deps.vault, holder, terms, 'CONFIRMS_ORDER');
  if (written === undefined) throw noCodesLeft();
  await deliverLeft(deps, written.messageId);
  return written.expiresAt;
}

/** Compares the answer; answers until when the confirmation stands. */
export async function confirmWithCode(
  deps: UseCaseDependencies,
  caller: Caller,
  { orderId, code }: { orderId: string; code: string },
): Promise<Instant> {
  const { order, holder, terms } = await holderOf(deps, caller, orderId);
  const given = { code, by: caller.id, maxWrongEntries: terms.maxWrongEntries };
  const answer = await confirmOrder(deps.database, deps.vault, holder, given);
  if (answer === 'WRONG') throw refusal('INVALID', { findings: [WRONG_CODE] });
  if (answer === 'NO_CODE') {
    throw refusal('CONFLICT', {
      detail: 'No code is good for this order any more, or none was sent. Ask for a new one.',
    });
  }
  const { at } = holder;
  const cause = { actor: actorOf(caller), action: 'holderConfirmed', outcome: 'APPLIED' } as const;
  await writeBesideSteps(deps.database, deps.vault, { orderId: order.id, at, cause });
  return dueInHours(at, terms.standsHours);
}

interface Holder {
  order: WrittenOrder;
  holder: NumberToProve;
  terms: PolicyValue<'confirmation.holderCode'>;
}

/** Refuses where nothing is to be confirmed with a code, and where nobody can be sent one. */
async function holderOf(deps: UseCaseDependencies, caller: Caller, orderId: string): Promise<Holder> {
  const order = await findWrittenOrder(deps, caller, 'numbers.prove', orderId);
  mayEdit(order);
  const { id, accountId, form, type } = order;
  if (type === undefined || rowOf(type).confirmedBy === 'CUSTOMER')
    throw refusal('CONFLICT', { detail: 'Orders of this type are confirmed without a code.' });
  const head = entityHead(form);
  const ofHead = mainlandMobile(form.people[head ?? '']?.mobile ?? '');
  const account = ofHead === undefined ? await readAccount(deps.database, deps.vault, accountId) : undefined;
  const mobile = ofHead ?? mainlandMobile(account?.mobile ?? '');
  if (mobile === undefined) throw refusal('INCOMPLETE', { findings: [UNREACHABLE] });
  const at = filingTime(order, deps.now());
  const { policies } = await deps.rules();
  const terms = policies.resolve('confirmation.holderCode', {}, civilDate(at));
  const personId = ofHead === undefined ? undefined : head;
  return { order, holder: { orderId: id, accountId, personId, mobile, at }, terms };
}

const UNREACHABLE = {
  path: 'account.mobile',
  code: 'MISSING',
  advice:
    'No mainland mobile of the holder is known, on record or of the account. Have the provider enter the number of the account, then ask for the code again.',
};
