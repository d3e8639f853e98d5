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
import { readSession, sessionsOf, startSession } from '../../store/proofs/face-checks.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { Api } from '../../api/dependencies.ts';
import type { WrittenOrder } from '../drafting/draft.ts';
import { refusalOf, tooOften, type Taker } from './refusals.ts';
import { problem, refused, type Problem } from '../../api/http/problems.ts';

/** Where vendors send the person's browser; it leads on to the portal's page. */
export const RETURN_PATH = '/v1/liveness/return';

export interface FaceCheckToStart {
  personId: PersonId;
  metaInfo: string | undefined;
  /** The portal's page that the person comes back to. */
  returnTo?: string | undefined;
  /** Names the request. */
  key: string;
}

export interface StartedFaceCheck {
  sessionId: string;
  reference: string;
  url: string;
  expiresAt: string;
}

/** Throws a problem that says what to do when no check can be opened. */
export async function startFaceCheck(
  api: Api,
  order: WrittenOrder,
  { personId, metaInfo, returnTo, key }: FaceCheckToStart,
): Promise<StartedFaceCheck> {
  const taker = await mayTake(api, order, personId);
  if (!isMainlandResident(taker.person)) throw await refusalOf(api, taker, 'DOCUMENT_TYPE', 'DOCUMENT_TYPE');
  await notTooOften(api, taker);
  if (metaInfo === undefined && api.liveness.browserScript !== undefined) throw withoutMetaInfo(api, order, personId);
  const { name, documentNumber, at, person } = taker;
  const started = await open(api, order, {
    name,
    documentNumber,
    returnUrl: new URL(RETURN_PATH, api.publicUrl).toString(),
    idempotencyKey: `${order.id}:${personId}:${key}`,
    ...present({ metaInfo }),
  });
  if (started.status === 'REFUSED') throw await refusalOf(api, taker, started.why, started.code);
  const { reference, url } = started;
  const linkUntil = instant(api.now() + api.liveness.terms.linkMinutes * MINUTE_MS);
  await startSession(api.database, api.vault, {
    orderId: order.id,
    personId,
    personFingerprint: personFingerprint(person),
    vendorReference: reference,
    url,
    returnTo,
    at,
    linkUntil,
  });
  const stored = await readSession(api.database, api.vault, { vendorReference: reference });
  const expiresAt = instant(Math.min(await linkEnd(api, order, at), filingTime(order, linkUntil)));
  return { sessionId: stored?.id ?? '', reference, url, expiresAt: formatInstant(expiresAt) };
}

const MINUTE_MS = 60_000;

/** The latest end of a link that policy allows (`authenticity.linkValidHours`), by the filing's clock. */
export async function linkEnd(api: Api, order: WrittenOrder, at: Instant): Promise<Instant> {
  const { policies } = await api.rules();
  return dueInHours(
    at,
    policies.resolve('authenticity.linkValidHours', orderScope(order.form, order.type), civilDate(at)),
  );
}

/** Whether the person can take a face check in the state the order is in; throws a problem otherwise. */
export async function mayTake(api: Api, order: WrittenOrder, personId: PersonId): Promise<Taker> {
  const person = order.form.people[personId];
  if (person === undefined) throw refused('UNKNOWN_PERSON');
  if (edge(order.stage, 'livenessResult') === undefined) throw refused('WRONG_STAGE');
  const at = filingTime(order, api.now());
  const { policies } = await api.rules();
  const method = authenticityMethod(orderScope(order.form, order.type), policies, civilDate(at));
  if (method !== 'LIVENESS_APP') throw refused('METHOD_NOT_ALLOWED', { detail: `The method here is ${method}.` });
  const { name, documentNumber } = person;
  if (name === undefined || documentNumber === undefined) {
    const missing = Object.entries({ name, documentNumber }).filter(([, value]) => value === undefined);
    const errors = missing.map(([field]) => ({
      path: `people.${personId}.${field}`,
      code: 'MISSING',
      message: 'The face check compares this with the public-security database; fill it in first.',
    }));
    throw refused('INCOMPLETE', { errors });
  }
  return { order, personId, person, name, documentNumber, at };
}

/** Vendors stop at some thirty tries of a person a day; a check that is opened over and over helps nobody. */
const STARTS_A_DAY = 20;

async function notTooOften(api: Api, { order, personId, at }: Taker): Promise<void> {
  const sessions = await sessionsOf(api.database, api.vault, order.id);
  const today = sessions.filter((one) => one.personId === personId && civilDate(one.startedAt) === civilDate(at));
  const isStopped = today.some(({ cause }) => cause === 'TOO_OFTEN') || today.length >= STARTS_A_DAY;
  if (isStopped) throw tooOften(at);
}

async function open(api: Api, order: WrittenOrder, request: FaceCheckRequest): Promise<FaceCheckStart> {
  try {
    return await api.liveness.start(request);
  } catch (error) {
    if (error instanceof AskPersonError) await openFaceCheckTask(api, order.id);
    throw error;
  }
}

function withoutMetaInfo({ liveness }: Api, { id }: WrittenOrder, personId: PersonId): Problem {
  const message =
    `Load ${liveness.browserScript} in the browser that takes the check and send JSON.stringify(getMetaInfo()), ` +
    `or let the person open the link of POST /v1/orders/${id}/people/${personId}/liveness/link.`;
  return problem('INVALID', { errors: [{ path: 'metaInfo', code: 'MISSING', message }] });
}
