/** The holder checks that a phone on record can be reached: a code goes to it, and the holder enters the code (R-INSP-2). */
import { randomUUID } from 'node:crypto';
import type { CaseId, PersonId } from '../../domain/identifiers.ts';
import { mainlandMobile } from '../../domain/identity/mobile.ts';
import { heads } from '../../domain/order/heads.ts';
import type { PolicyValue } from '../../domain/policy/policy.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { inspectedRecord } from '../../store/inspections/inspected-record.ts';
import type { Inspection } from '../../store/inspections/inspections.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { useCode, writeCode, type NumberToProve } from '../../store/proofs/number-proofs.ts';
import { ownAccount, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { noCodesLeft, WRONG_CODE } from '../number-proof/number-proofs.ts';
import { deliverLeft } from '../processes/redelivery.ts';
import { refusal } from '../refusal.ts';
import { expectApplied, takeOnInspection } from './act.ts';
import { findOpenInspection } from './in-reach.ts';

export interface PhoneOf {
  inspectionId: string;
  /** As the record names the person: `P1` is the head of the entity where there is one. */
  personId: PersonId;
}

/** Sends a code; answers until when it is good, by the wall clock. */
export async function sendPhoneCode(deps: UseCaseDependencies, caller: Caller, of: PhoneOf): Promise<Instant> {
  const { number, terms } = await phoneOf(deps, caller, of);
  const written = await writeCode(deps.database, deps.vault, number, terms, 'CHECKS_PHONE');
  if (written === undefined) throw noCodesLeft();
  await deliverLeft(deps, written.messageId);
  return written.expiresAt;
}

/** Compares the code; the right one is evidence in the inspection. */
export async function provePhone(
  deps: UseCaseDependencies,
  caller: Caller,
  of: PhoneOf & { code: string },
): Promise<Inspection> {
  const { number, terms } = await phoneOf(deps, caller, of);
  const given = { code: of.code, maxWrongEntries: terms.maxWrongEntries };
  const answer = await inTransaction(deps.database, (trx) => useCode(trx, deps.vault, number, given, 'CHECKS_PHONE'));
  if (answer === 'WRONG') throw refusal('INVALID', { findings: [WRONG_CODE] });
  if (answer === 'NO_CODE') {
    throw refusal('CONFLICT', {
      detail: 'No code is good for this phone any more, or none was sent. Ask for a new one.',
    });
  }
  const { inspectionId, personId } = of;
  const proved = { inspectionId, action: 'phoneProved', name: randomUUID(), data: { personId } } as const;
  const { outcome, inspection } = await takeOnInspection(deps, caller, proved);
  if (outcome?.reason !== 'ALREADY_DONE') expectApplied(outcome);
  return inspection;
}

interface Phone {
  number: NumberToProve<CaseId>;
  terms: PolicyValue<'confirmation.holderCode'>;
}

async function phoneOf(deps: UseCaseDependencies, caller: Caller, { inspectionId, personId }: PhoneOf): Promise<Phone> {
  const { caseId } = await findOpenInspection(deps, caller, 'inspections.answer', inspectionId);
  const record = await inspectedRecord(deps.database, deps.vault, caseId);
  if (record === undefined || !heads(record.form).includes(personId)) throw refusal('UNKNOWN_PERSON');
  const mobile = mainlandMobile(record.form.people[personId]?.mobile ?? '');
  if (mobile === undefined) {
    const advice = 'The record has no mainland mobile of this person. Change the record.';
    throw refusal('INCOMPLETE', { findings: [{ path: `people.${personId}.mobile`, code: 'MISSING', advice }] });
  }
  const at = instant(deps.now());
  const { policies } = await deps.rules();
  const terms = policies.resolve('confirmation.holderCode', {}, civilDate(at));
  return { number: { orderId: caseId, accountId: ownAccount(caller), personId, mobile, at }, terms };
}
