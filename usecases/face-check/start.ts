/** Opens the face check of one person at the vendor, from the applicant's page or from a link that was sent to a phone. */
import { AskPersonError } from '../../adapters/delivery-faults.ts';
import type { FaceCheckRequest, FaceCheckStart } from '../../adapters/liveness/liveness-check.ts';
import type { PersonId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { civilDate, dueInHours, formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { edge } from '../../domain/lifecycle/table.ts';
import { orderScope } from '../../domain/order/order-scope.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { isMainlandResident } from '../../domain/order/heads.ts';
import { authenticityMethod } from '../../domain/proofs/proofs.ts';
import { openFaceCheckTask } from '../../facts/face-check-results.ts';
import { countAction } from '../../store/orders/action-counts.ts';
import { readSession, sessionsOf, startSession, type LivenessSession } from '../../store/proofs/face-checks.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { refusalOf, tooOften, type Taker } from './refusals.ts';
import { refusal, type Refusal } from '../refusal.ts';
import type { Finding } from '../../domain/finding.ts';

export interface FaceCheckToStart {
  personId: PersonId;
  metaInfo: string | undefined;
  /** The portal's page to which the person returns. */
  returnTo?: string | undefined;
  /** The request's id. */
  key: string;
  /**
   * How the person may start the check in another browser, phrased by the caller; part of the refusal when `metaInfo` is
   * needed.
   */
  elsewhere: string;
}

export interface StartedFaceCheck {
  sessionId: string;
  reference: string;
  url: string;
  expiresAt: string;
}

/** When no check can be opened, refuses and says what to do. */
export async function startFaceCheck(
  deps: UseCaseDependencies,
  order: WrittenOrder,
  { personId, metaInfo, returnTo, key, elsewhere }: FaceCheckToStart,
): Promise<StartedFaceCheck> {
  const taker = await mayTake(deps, order, personId);
  await notStopped(deps, taker);
  if (!isMainlandResident(taker.person)) throw await refusalOf(deps, taker, 'DOCUMENT_TYPE', 'DOCUMENT_TYPE');
  if (metaInfo === undefined && deps.liveness.browserScript !== undefined) throw withoutMetaInfo(deps, elsewhere);
  await countTry(deps, taker);
  const { name, documentNumber, at, person } = taker;
  const started = await open(deps, order, {
    name,
    documentNumber,
    returnUrl: deps.faceCheckReturnUrl,
    idempotencyKey: `${order.id}:${personId}:${key}`,
    ...present({ metaInfo }),
  });
  if (started.status === 'REFUSED') throw await refusalOf(deps, taker, started.why, started.code);
  const { reference, url } = started;
  const linkUntil = instant(deps.now() + deps.liveness.terms.linkMinutes * MINUTE_MS);
  await startSession(deps.database, deps.vault, {
    orderId: order.id,
    personId,
    personFingerprint: personFingerprint(person),
    vendorReference: reference,
    url,
    returnTo,
    at,
    linkUntil,
  });
  const stored = await readSession(deps.database, deps.vault, { vendorReference: reference });
  const expiresAt = instant(Math.min(await linkEnd(deps, order, at), filingTime(order, linkUntil)));
  return { sessionId: stored?.id ?? '', reference, url, expiresAt: formatInstant(expiresAt) };
}

const MINUTE_MS = 60_000;

/** The latest end of a link that the policy allows (`authenticity.linkValidHours`), by the filing's clock. */
export async function linkEnd(deps: UseCaseDependencies, order: WrittenOrder, at: Instant): Promise<Instant> {
  const { policies } = await deps.rules();
  return dueInHours(
    at,
    policies.resolve('authenticity.linkValidHours', orderScope(order.form, order.type), civilDate(at)),
  );
}

/** Whether the person can take a face check in the state the order is in; refuses otherwise. */
export async function mayTake(deps: UseCaseDependencies, order: WrittenOrder, personId: PersonId): Promise<Taker> {
  const person = order.form.people[personId];
  if (person === undefined) throw refusal('UNKNOWN_PERSON');
  if (edge(order.stage, 'livenessResult') === undefined) throw refusal('WRONG_STAGE');
  const at = filingTime(order, deps.now());
  const { policies } = await deps.rules();
  const method = authenticityMethod(orderScope(order.form, order.type), policies, civilDate(at));
  if (method !== 'LIVENESS_APP') throw refusal('METHOD_NOT_ALLOWED', { detail: `The method here is ${method}.` });
  const { name, documentNumber } = person;
  if (name === undefined || documentNumber === undefined) {
    const missing = Object.entries({ name, documentNumber }).filter(([, value]) => value === undefined);
    const findings = missing.map(([field]): Finding => ({
      path: `people.${personId}.${field}`,
      code: 'MISSING',
      advice: 'The face check compares this with the public-security database; fill it in first.',
    }));
    throw refusal('INCOMPLETE', { findings });
  }
  return { order, personId, person, name, documentNumber, at };
}

/** Whether the vendor has said that it takes no further try of the person today. */
async function notStopped(deps: UseCaseDependencies, { order, personId, at }: Taker): Promise<void> {
  const sessions = await sessionsOf(deps.database, deps.vault, order.id);
  const isOfToday = (one: LivenessSession) => one.personId === personId && civilDate(one.startedAt) === civilDate(at);
  if (sessions.some((one) => isOfToday(one) && one.cause === 'TOO_OFTEN')) throw tooOften(at);
}

/**
 * Takes one of the tries of the day before the vendor is asked (`authenticity.startsPerDay`), whatever comes of it: each question
 * costs, also one that the vendor refuses. Two at the same moment take two.
 */
async function countTry({ database, rules }: UseCaseDependencies, { order, personId, at }: Taker): Promise<void> {
  const { policies } = await rules();
  const day = civilDate(at);
  const { perPerson, perOrder } = policies.resolve('authenticity.startsPerDay', {}, day);
  const counted = { orderId: order.id, day, action: 'startFaceCheck' };
  const mayTry =
    (await countAction(database, { ...counted, who: `person:${personId}` }, perPerson)) &&
    (await countAction(database, { ...counted, who: 'everybody' }, perOrder));
  if (!mayTry) throw tooOften(at);
}

async function open(
  deps: UseCaseDependencies,
  order: WrittenOrder,
  request: FaceCheckRequest,
): Promise<FaceCheckStart> {
  try {
    return await deps.liveness.start(request);
  } catch (error) {
    if (error instanceof AskPersonError) await openFaceCheckTask(deps, order.id);
    throw error;
  }
}

function withoutMetaInfo({ liveness }: Pick<UseCaseDependencies, 'liveness'>, elsewhere: string): Refusal {
  const advice =
    `Load ${liveness.browserScript} in the browser that takes the check and send JSON.stringify(getMetaInfo()), ` +
    `or ${elsewhere}.`;
  return refusal('INVALID', { findings: [{ path: 'metaInfo', code: 'MISSING', advice }] });
}
