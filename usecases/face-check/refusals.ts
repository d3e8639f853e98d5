/** The reasons why no face check can be opened for a person, each with what to do about it (R-AUTH-6, R-AUTH-8). */
import { randomUUID } from 'node:crypto';
import type { FaceCheckRefusal } from '../../adapters/liveness/liveness-check.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Person } from '../../domain/order/form.ts';
import type { PersonId } from '../../domain/identifiers.ts';
import { civilDate, endOfDay, instant, type Instant } from '../../domain/time/instant.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { keepFaceCheckEnding } from '../../facts/face-check-results.ts';
import { readSession, sessionsOf, startSession, type LivenessSession } from '../../store/proofs/face-checks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { tellFiling } from './result.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** A person of the order who may take a face check now, with what the vendor compares. */
export interface Taker {
  order: WrittenOrder;
  personId: PersonId;
  person: Person;
  name: string;
  documentNumber: string;
  at: Instant;
}

type Why = FaceCheckRefusal | 'DOCUMENT_TYPE';

/** The refusal to answer with; when no further try can help, the filing is told too. */
export async function refusalOf(deps: UseCaseDependencies, taker: Taker, why: Why, code: string): Promise<Refusal> {
  switch (why) {
    case 'TOO_OFTEN':
      return tooOften(taker.at);
    case 'IDENTITY':
    case 'DEVICE':
      return refusedFor(taker.personId, why);
    case 'NAME_TOO_LONG':
    case 'NOT_POSSIBLE':
    case 'DOCUMENT_TYPE':
      await tellThatNoneCanBeMade(deps, taker, code);
      return refusedFor(taker.personId, why);
    default:
      return why satisfies never;
  }
}

export function tooOften(at: Instant): Refusal {
  const seconds = Math.ceil((endOfDay(civilDate(at)) - at) / 1000) + 1;
  const title = 'Too many face checks of this person today. Try again tomorrow.';
  return refusal('TOO_MANY', { title, retryAfter: seconds });
}

/**
 * A reviewer may then allow the photo (R-AUTH-8). Kept as a check that no vendor knows, once for each person as now written
 * in the form.
 */
async function tellThatNoneCanBeMade(
  deps: UseCaseDependencies,
  { order, personId, person, at }: Taker,
  code: string,
): Promise<void> {
  const { database, vault, now } = deps;
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
  await tellFiling(deps, await keepFaceCheckEnding(deps, stored, ending));
}

type Advised = Exclude<Why, 'TOO_OFTEN'>;

const refusedFor = (personId: PersonId, why: Advised): Refusal => {
  const { field, code, advice } = ADVICE[why];
  const path = why === 'DEVICE' ? field : `people.${personId}${field}`;
  return refusal('FACE_CHECK_REFUSED', { findings: [{ path, code, advice }] });
};

const PHOTO = 'ask a reviewer to allow a photo instead.';
const ADVICE: Readonly<Record<Advised, Omit<Finding, 'path'> & { field: string }>> = {
  IDENTITY: {
    field: '.documentNumber',
    code: 'IDENTITY_REFUSED',
    advice:
      'The vendor does not take this name and number, or they do not belong together. Compare both with the ID and correct them.',
  },
  NAME_TOO_LONG: {
    field: '.name',
    code: 'NAME_TOO_LONG',
    advice: `The vendor takes names of at most 32 characters. Write the name as on the ID; if it is that long, ${PHOTO}`,
  },
  NOT_POSSIBLE: {
    field: '',
    code: 'NOT_POSSIBLE',
    advice: `There is nothing to compare this person with. Compare name and number with the ID; if they are right, ${PHOTO}`,
  },
  DOCUMENT_TYPE: {
    field: '.documentType',
    code: 'DOCUMENT_TYPE',
    advice: `Face checks compare with mainland resident IDs only; ${PHOTO}`,
  },
  DEVICE: {
    field: 'metaInfo',
    code: 'DEVICE',
    advice:
      "The vendor gives no link for this browser. Use a phone's own browser, not one inside another app, and send what it says of itself now.",
  },
};
