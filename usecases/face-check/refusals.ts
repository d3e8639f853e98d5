/** Why no face check can be opened for a person, each with what to do about it (R-AUTH-6, R-AUTH-8). */
import { randomUUID } from 'node:crypto';
import type { FaceCheckRefusal } from '../../adapters/liveness/liveness-check.ts';
import type { Person } from '../../domain/order/form.ts';
import type { PersonId } from '../../domain/identifiers.ts';
import { civilDate, endOfDay, instant, type Instant } from '../../domain/time/instant.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { keepFaceCheckEnding } from '../../facts/face-check-results.ts';
import { readSession, sessionsOf, startSession, type LivenessSession } from '../../store/proofs/face-checks.ts';
import type { Api } from '../../api/dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { tellFiling } from './result.ts';
import { problem, type Problem, type ProblemError } from '../../api/http/problems.ts';

/** A person of the order who may take a face check now, with what the vendor compares. */
export interface Taker {
  order: WrittenOrder;
  personId: PersonId;
  person: Person;
  name: string;
  documentNumber: string;
  at: Instant;
}

type Refusal = FaceCheckRefusal | 'DOCUMENT_TYPE';

/** The problem to answer with; where no try can ever help, the filing is told too. */
export async function refusalOf(api: Api, taker: Taker, why: Refusal, code: string): Promise<Problem> {
  switch (why) {
    case 'TOO_OFTEN':
      return tooOften(taker.at);
    case 'IDENTITY':
    case 'DEVICE':
      return refusedFor(taker.personId, why);
    case 'NAME_TOO_LONG':
    case 'NOT_POSSIBLE':
    case 'DOCUMENT_TYPE':
      await tellThatNoneCanBeMade(api, taker, code);
      return refusedFor(taker.personId, why);
    default:
      return why satisfies never;
  }
}

export function tooOften(at: Instant): Problem {
  const seconds = Math.ceil((endOfDay(civilDate(at)) - at) / 1000) + 1;
  const title = 'Too many face checks of this person today. Try again tomorrow.';
  return problem('TOO_MANY', { title, headers: { 'Retry-After': String(seconds) } });
}

/**
 * A reviewer may then allow the photo (R-AUTH-8). Kept as a check that no vendor knows, once for a person as they are
 * written now.
 */
async function tellThatNoneCanBeMade(api: Api, { order, personId, person, at }: Taker, code: string): Promise<void> {
  const { database, vault, now } = api;
  const fingerprint = personFingerprint(person);
  const isThis = (one: LivenessSession) =>
    one.personId === personId && one.personFingerprint === fingerprint && one.vendorReference.startsWith('refused:');
  const known = (await sessionsOf(database, vault, order.id)).find(isThis);
  const vendorReference = known?.vendorReference ?? `refused:${randomUUID()}`;
  const session = { orderId: order.id, personId, personFingerprint: fingerprint, vendorReference, at };
  await startSession(database, vault, { ...session, linkUntil: instant(now()) });
  const stored = await readSession(database, vault, { vendorReference });
  if (stored === undefined) return;
  const ending = { status: 'FAILED', cause: 'NOT_POSSIBLE', reason: `${code} no check can be made` } as const;
  await tellFiling(api, await keepFaceCheckEnding(api, stored, ending));
}

type Advised = Exclude<Refusal, 'TOO_OFTEN'>;

const refusedFor = (personId: PersonId, why: Advised): Problem => {
  const { field, code, message } = ADVICE[why];
  const path = why === 'DEVICE' ? field : `people.${personId}${field}`;
  return problem('FACE_CHECK_REFUSED', { errors: [{ path, code, message }] });
};

const PHOTO = 'ask a reviewer to allow a photo instead.';
const ADVICE: Readonly<Record<Advised, Omit<ProblemError, 'path'> & { field: string }>> = {
  IDENTITY: {
    field: '.documentNumber',
    code: 'IDENTITY_REFUSED',
    message:
      'The vendor does not take this name and number, or they do not belong together. Compare both with the ID and correct them.',
  },
  NAME_TOO_LONG: {
    field: '.name',
    code: 'NAME_TOO_LONG',
    message: `The vendor takes names of at most 32 characters. Write the name as on the ID; if it is that long, ${PHOTO}`,
  },
  NOT_POSSIBLE: {
    field: '',
    code: 'NOT_POSSIBLE',
    message: `There is nothing to compare this person with. Compare name and number with the ID; if they are right, ${PHOTO}`,
  },
  DOCUMENT_TYPE: {
    field: '.documentType',
    code: 'DOCUMENT_TYPE',
    message: `Face checks compare with mainland resident IDs only; ${PHOTO}`,
  },
  DEVICE: {
    field: 'metaInfo',
    code: 'DEVICE',
    message:
      "The vendor gives no link for this browser. Use a phone's own browser, not one inside another app, and send what it says of itself now.",
  },
};
