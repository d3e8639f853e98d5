/**
 * Proving the mobiles that an order names (`message.numberProof`): a code goes to the number, whoever has the phone tells the
 * applicant, and the applicant enters it. Nothing else is sent to the number before.
 */
import type { PersonId } from '../../domain/identifiers.ts';
import { mainlandMobile } from '../../domain/identity/mobile.ts';
import { heads } from '../../domain/order/heads.ts';
import { orderScope } from '../../domain/order/order-scope.ts';
import { isProofValid, type NumberProofTerms } from '../../domain/proofs/number-proof.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { writeBesideSteps } from '../../store/audit/beside-steps.ts';
import { NOBODY_ASKED } from '../../store/messages/left.ts';
import { waitingForProof } from '../../store/messages/waiting-for-proof.ts';
import { filingTime } from '../../store/orders/orders.ts';
import { answerCode, numbersProved, writeCode, type NumberToProve } from '../../store/proofs/number-proofs.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { settleDraft, type WrittenOrder } from '../drafting/draft.ts';
import { deliverLeft, sendAgain } from '../processes/redelivery.ts';
import { refusal, type Refusal } from '../refusal.ts';

export interface NumberOf {
  orderId: string;
  personId: PersonId;
}

/** Whether the mobile of a person in charge is proved; `NOT_NEEDED` where no proof is wanted. */
export interface NumberProof {
  personId: PersonId;
  state: 'PROVED' | 'NOT_PROVED' | 'NOT_NEEDED';
  provedAt?: Instant;
  validUntil?: Instant;
}

/** Sends a code; answers until when it is good, by the wall clock. */
export async function askForCode(deps: UseCaseDependencies, caller: Caller, of: NumberOf): Promise<Instant> {
  const { number, terms } = await numberOf(deps, caller, of);
  const written = await writeCode(deps.database, deps.vault, number, terms);
  if (written === undefined) throw noCodesLeft();
  await deliverLeft(deps, written.messageId);
  return written.expiresAt;
}

const DAY_S = 86_400;

/** The limits of a day are used up. */
export const noCodesLeft = (): Refusal =>
  refusal('TOO_MANY', {
    title: 'As many codes as a day has room for were sent to this number, or for this account. Try again tomorrow.',
    retryAfter: DAY_S,
  });

/** Compares the answer. When it is right, messages that waited for the proof go out, and the draft goes on. */
export async function proveNumber(
  deps: UseCaseDependencies,
  caller: Caller,
  of: NumberOf & { code: string },
): Promise<NumberProof> {
  const { order, number, terms } = await numberOf(deps, caller, of);
  const given = { code: of.code, by: caller.id, maxWrongEntries: terms.maxWrongEntries };
  const answer = await answerCode(deps.database, deps.vault, number, given);
  if (answer === 'WRONG') throw refusal('INVALID', { findings: [WRONG_CODE] });
  if (answer === 'NO_CODE') {
    throw refusal('CONFLICT', {
      detail: 'No code is good for this number any more, or none was sent. Ask for a new one.',
    });
  }
  const { at } = number;
  const cause = { actor: actorOf(caller), action: 'numberProved', detail: of.personId, outcome: 'APPLIED' } as const;
  await writeBesideSteps(deps.database, deps.vault, { orderId: order.id, at, cause });
  await sendWhatWaited(deps, caller, number);
  await settleDraft(deps, inquire(deps), order, actorOf(caller));
  return { personId: of.personId, ...stateOf(at, at, terms) };
}

export const WRONG_CODE = {
  path: 'code',
  code: 'CODE_WRONG',
  advice:
    'This is not the code that was sent last. Enter it as the SMS has it; after too many wrong entries ask for a new one.',
};

/** The people in charge, and whether their numbers are proved. */
export async function numberProofs(deps: UseCaseDependencies, order: WrittenOrder): Promise<NumberProof[]> {
  const { at, terms } = await termsOf(deps, order);
  const proved = await numbersProved(deps.database, deps.vault, order);
  return heads(order.form).map((personId) => ({ personId, ...stateOf(proved[personId], at, terms) }));
}

const DAY_MS = 86_400_000;

function stateOf(
  provedAt: Instant | undefined,
  at: Instant,
  terms: NumberProofTerms | undefined,
): Omit<NumberProof, 'personId'> {
  if (terms === undefined) return { state: 'NOT_NEEDED' };
  const { validDays } = terms;
  if (provedAt === undefined || !isProofValid(provedAt, { at, validDays })) return { state: 'NOT_PROVED' };
  return { state: 'PROVED', provedAt, validUntil: instant(provedAt + validDays * DAY_MS) };
}

async function termsOf({ rules, now }: UseCaseDependencies, order: WrittenOrder) {
  const { policies } = await rules();
  const at = filingTime(order, now());
  const wanted = policies.resolve('message.numberProof', orderScope(order.form, order.type), civilDate(at));
  return { at, terms: wanted === 'NOT_NEEDED' ? undefined : wanted };
}

/** The number of a person in charge of an own order; refuses where there is nothing to prove. */
async function numberOf(
  deps: UseCaseDependencies,
  caller: Caller,
  { orderId, personId }: NumberOf,
): Promise<{ order: WrittenOrder; number: NumberToProve; terms: NumberProofTerms }> {
  const order = await findWrittenOrder(deps, caller, 'numbers.prove', orderId);
  if (!heads(order.form).includes(personId)) throw refusal('UNKNOWN_PERSON');
  const { at, terms } = await termsOf(deps, order);
  if (terms === undefined) throw refusal('CONFLICT', { detail: 'The numbers of this order need no proof.' });
  const mobile = mainlandMobile(order.form.people[personId]?.mobile ?? '');
  if (mobile === undefined) {
    const path = `people.${personId}.mobile`;
    const advice = 'Give a mainland mobile number first; the code is sent to it.';
    throw refusal('INCOMPLETE', { findings: [{ path, code: 'MISSING', advice }] });
  }
  return { order, number: { orderId: order.id, accountId: order.accountId, personId, mobile, at }, terms };
}

/** What is pending is tried now; what was given up for want of the proof is opened again. */
async function sendWhatWaited(deps: UseCaseDependencies, caller: Caller, number: NumberToProve): Promise<void> {
  const waiting = await waitingForProof(deps.database, deps.vault, number);
  const idsOf = (status: string) => waiting.filter((one) => one.status === status).map(({ id }) => id);
  await sendAgain(deps, idsOf('PENDING'), NOBODY_ASKED);
  await sendAgain(deps, idsOf('FAILED'), caller.id);
}
