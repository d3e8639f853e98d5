/** Face checks of the people of an order (§5.3): started here, passed at the vendor, answered by callback or by asking. */
import { z } from 'zod';
import type { PersonId } from '../../domain/identifiers.ts';
import { civilDate, dueInHours, formatInstant } from '../../domain/instant.ts';
import { edge } from '../../domain/lifecycle.ts';
import { personFingerprint } from '../../domain/persons.ts';
import { authenticityMethod } from '../../domain/proofs.ts';
import { readSession, sessionsOf, startSession, type LivenessSession } from '../../store/liveness.ts';
import { filingTime } from '../../store/orders.ts';
import type { Api } from '../dependencies.ts';
import type { WrittenOrder } from '../draft.ts';
import { idempotencyKey } from '../idempotency.ts';
import { settleFaceCheck } from '../face-check-result.ts';
import { findOrder, findWrittenOrder, orderPath } from '../orders-in-reach.ts';
import { problem, refused } from '../problems.ts';
import { created, ok, route, type Route } from '../route.ts';

const personPath = orderPath.extend({
  personId: z
    .string()
    .regex(/^P[1-9]\d?$/, 'write P1, P2, …')
    .meta({ example: 'P1' }),
});

const startSchema = z
  .strictObject({
    returnUrl: z.url().max(500).optional().meta({
      description: 'Where the person’s browser comes back to; an address of this application.',
    }),
    metaInfo: z
      .string()
      .max(4000)
      .optional()
      .meta({ description: 'What the vendor’s script says of the browser, where it asks for it.' }),
  })
  .meta({ id: 'StartFaceCheck' });

const sessionSchema = z
  .object({
    sessionId: z.string(),
    personId: z.string(),
    status: z.enum(['STARTED', 'PASSED', 'FAILED']),
    startedAt: z.iso.datetime({ offset: true }),
    finishedAt: z.iso.datetime({ offset: true }).optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'FaceCheck' });

export function livenessRoutes(api: Api): Route[] {
  return [
    route({
      id: 'startFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/liveness',
      permission: 'liveness.start',
      summary: 'Start the face check of a person',
      description:
        'The person opens `url` on a phone; send it to somebody elsewhere as a QR code (R-AUTH-6). It is good for two hours.',
      params: personPath,
      body: startSchema,
      answers: {
        201: {
          description: 'Where the person passes the check.',
          schema: z.object({
            sessionId: z.string(),
            reference: z.string().meta({ description: 'The vendor’s name for this check.' }),
            url: z.string(),
            expiresAt: z.iso.datetime({ offset: true }),
          }),
        },
      },
      problems: [409, 410],
      handle: async ({ params: { orderId, personId }, body, caller, req }) => {
        const order = await findWrittenOrder(api, caller, 'liveness.start', orderId);
        return created(await start(api, order, personId as PersonId, { ...body, key: idempotencyKey(req) }));
      },
    }),
    route({
      id: 'listFaceChecks',
      tag: 'Face checks',
      method: 'get',
      path: '/v1/orders/{orderId}/people/{personId}/liveness',
      permission: 'liveness.read',
      summary: 'How the face checks of a person went',
      params: personPath,
      answers: { 200: { description: 'Oldest first.', schema: z.object({ checks: z.array(sessionSchema) }) } },
      handle: async ({ params: { orderId, personId }, caller }) => {
        const order = await findOrder(api, caller, 'liveness.read', orderId);
        const sessions = await sessionsOf(api.database, api.vault, order.id);
        return ok({ checks: sessions.filter((session) => session.personId === personId).map(sessionView) });
      },
    }),
    route({
      id: 'refreshFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/liveness/{sessionId}/refresh',
      permission: 'liveness.start',
      summary: 'Ask the vendor for the result now',
      description: 'For the person who comes back before the vendor’s callback does.',
      params: personPath.extend({ sessionId: z.uuid() }),
      answers: { 200: { description: 'The check as it stands.', schema: sessionSchema } },
      handle: async ({ params: { orderId, personId, sessionId }, caller }) => {
        const order = await findOrder(api, caller, 'liveness.start', orderId);
        const session = await readSession(api.database, api.vault, { id: sessionId });
        if (session?.orderId !== order.id || session.personId !== personId) throw problem('NOT_FOUND');
        const settled = await settleFaceCheck(api, session.vendorReference);
        return ok(sessionView(settled ?? session));
      },
    }),
  ];
}

interface StartRequest {
  returnUrl?: string | undefined;
  metaInfo?: string | undefined;
  key: string | undefined;
}

async function start(api: Api, order: WrittenOrder, personId: PersonId, request: StartRequest) {
  const person = order.form.people[personId];
  if (person === undefined) throw refused('UNKNOWN_PERSON');
  if (edge(order.stage, 'livenessResult') === undefined) throw refused('WRONG_STAGE');
  const at = filingTime(order, api.now());
  const { policies } = await api.rules();
  const { province, kind } = order.form.entity;
  const scope = { province, entityKind: kind, orderType: order.type };
  const method = authenticityMethod(scope, policies, civilDate(at));
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
  const session = await api.liveness.start({
    name,
    documentNumber,
    returnUrl: returnUrlOf(api, order, request.returnUrl),
    idempotencyKey: `${order.id}:${personId}:${request.key ?? at}`,
    ...(request.metaInfo === undefined ? {} : { metaInfo: request.metaInfo }),
  });
  await startSession(api.database, api.vault, {
    orderId: order.id,
    personId,
    personFingerprint: personFingerprint(person),
    vendorReference: session.reference,
    url: session.url,
    at,
  });
  const stored = await readSession(api.database, api.vault, { vendorReference: session.reference });
  const valid = policies.resolve('authenticity.linkValidHours', scope, civilDate(at));
  const { reference, url } = session;
  return { sessionId: stored?.id ?? '', reference, url, expiresAt: formatInstant(dueInHours(at, valid)) };
}

/** Nobody is sent elsewhere from a vendor's page than back here. */
function returnUrlOf({ publicUrl }: Api, { id }: WrittenOrder, wanted: string | undefined): string {
  if (wanted === undefined) return new URL(`/orders/${id}`, publicUrl).toString();
  if (new URL(wanted).origin === new URL(publicUrl).origin) return wanted;
  const message = `Give an address below ${new URL(publicUrl).origin}.`;
  throw problem('INVALID', { errors: [{ path: 'returnUrl', code: 'FOREIGN_ADDRESS', message }] });
}

function sessionView({ id, personId, status, startedAt, finishedAt, reason }: LivenessSession) {
  return {
    sessionId: id,
    personId,
    status,
    startedAt: formatInstant(startedAt),
    ...(finishedAt === undefined ? {} : { finishedAt: formatInstant(finishedAt) }),
    ...(reason === undefined ? {} : { reason }),
  };
}
