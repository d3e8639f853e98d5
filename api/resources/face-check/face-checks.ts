/**
 * Face checks of the people of an order (§5.3): started here, taken at the vendor; the result is known by asking the vendor.
 */
import { z } from 'zod';
import { FACE_CHECK_CAUSES, type FaceCheckCause } from '../../../domain/proofs/face-check.ts';
import type { PersonId } from '../../../domain/identifiers.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { faceCheckPage } from '../../../store/proofs/face-check-list.ts';
import { readSession, type LivenessSession } from '../../../store/proofs/face-checks.ts';
import type { Api } from '../../dependencies.ts';
import { settleFaceCheck } from '../../../usecases/face-check/result.ts';
import { startFaceCheck } from '../../../usecases/face-check/start.ts';
import { idempotencyKey } from '../../http/idempotency.ts';
import { findOrder, findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, ok, route, type Route } from '../../http/route.ts';
import { personIdSchema } from '../../../domain/order/names.ts';
import { ifKnown, present } from '../../../domain/present.ts';

export const personPath = orderPath.extend({
  personId: personIdSchema().meta({ example: 'P1' }),
});

export const metaInfoSchema = z.string().min(1).max(4000).meta({
  description:
    'With Alibaba Cloud: `JSON.stringify(getMetaInfo())` of the vendor’s script, run just now in the browser that takes the check.',
});

const startSchema = z
  .strictObject({
    returnUrl: z.url().max(500).optional().meta({
      description: 'The page that the person comes back to; an address of this application or of the portal.',
    }),
    metaInfo: metaInfoSchema.optional(),
  })
  .meta({ id: 'StartFaceCheck' });

const sessionSchema = z
  .object({
    sessionId: z.string(),
    personId: z.string(),
    status: z
      .enum(['STARTED', 'PASSED', 'FAILED', 'EXPIRED'])
      .meta({ description: '`EXPIRED`: ended without a word about the person; counts as no fail.' }),
    startedAt: z.iso.datetime({ offset: true }),
    finishedAt: z.iso.datetime({ offset: true }).optional(),
    reason: z.string().optional().meta({ description: 'The vendor’s code and words.' }),
    cause: z.enum(FACE_CHECK_CAUSES).optional().meta({ description: 'Why it was not passed.' }),
    advice: z.string().optional().meta({ description: 'What to do about it.' }),
  })
  .meta({ id: 'FaceCheck' });

export function livenessRoutes(api: Api): Route[] {
  return [
    route({
      id: 'startFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/liveness',
      cost: 10,
      permission: 'liveness.start',
      summary: 'Start the face check of a person',
      description:
        'The person opens `url` at once: it is good until `expiresAt`, with Alibaba Cloud for one try in the browser that `metaInfo` describes. For somebody with a phone, or elsewhere, make a link instead (`linkFaceCheck`).',
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
        const returnTo = returnUrlOf(api, body.returnUrl);
        const key = idempotencyKey(req) ?? String(api.now());
        const { metaInfo } = body;
        const elsewhere = byLink(order.id, personId);
        const asked = { personId: personId as PersonId, metaInfo, returnTo, key, elsewhere };
        return created(await startFaceCheck(api, order, asked));
      },
    }),
    route({
      id: 'listFaceChecks',
      tag: 'Face checks',
      method: 'get',
      path: '/v1/orders/{orderId}/people/{personId}/liveness',
      cost: 2,
      permission: 'liveness.read',
      summary: 'How the face checks of a person went',
      params: personPath,
      query: z.strictObject(pageFields({ usual: 100, most: 100 })),
      answers: {
        200: {
          description: 'One page, oldest first.',
          schema: z.object({ checks: z.array(sessionSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params: { orderId, personId }, query, caller }) => {
        const order = await findOrder(api, caller, 'liveness.read', orderId);
        const of = { orderId: order.id, personId };
        const { rows, ...rest } = await faceCheckPage(api.database, api.vault, of, pageIn(query));
        return ok({ checks: rows.map(sessionView), ...rest });
      },
    }),
    route({
      id: 'refreshFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/liveness/{sessionId}/refresh',
      cost: 5,
      permission: 'liveness.refresh',
      summary: 'Ask the vendor for the result now',
      description: 'Beian asks by itself every minute while a link lives; this is for those who do not want to wait.',
      params: personPath.extend({ sessionId: z.uuid() }),
      answers: { 200: { description: 'The check as it stands.', schema: sessionSchema } },
      handle: async ({ params: { orderId, personId, sessionId }, caller }) => {
        const order = await findOrder(api, caller, 'liveness.refresh', orderId);
        const session = await readSession(api.database, api.vault, { id: sessionId });
        if (session?.orderId !== order.id || session.personId !== personId) throw problem('NOT_FOUND');
        const settled = await settleFaceCheck(api, session.vendorReference);
        return ok(sessionView(settled ?? session));
      },
    }),
  ];
}

/** How a check is started in another browser than the one that asks. */
export const byLink = (orderId: string, personId: string): string =>
  `let the person open the link of POST /v1/orders/${orderId}/people/${personId}/liveness/link`;

const ADVICE: Readonly<Record<FaceCheckCause, string>> = {
  PERSON: 'Correct name and number if they are wrong, and try again in good light.',
  NOT_POSSIBLE: 'No further try can help. Ask a reviewer to allow a photo instead.',
  LINK_EXPIRED: 'Nobody took the check in time. Start it again.',
  TOO_OFTEN: 'The vendor takes no more tries of this person today. Start it again tomorrow.',
  VENDOR_FAULT: 'The vendor had a fault. It does not count; start the check again.',
};

/** A vendor's page may send people back only to our own pages. */
function returnUrlOf({ publicUrl, faceCheckReturnPage }: Api, wanted: string | undefined): string | undefined {
  const ours = [publicUrl, ...(faceCheckReturnPage === undefined ? [] : [faceCheckReturnPage])];
  const origins = ours.map((url) => new URL(url).origin);
  if (wanted === undefined || origins.includes(new URL(wanted).origin)) return wanted;
  const message = `Give an address below ${origins.join(' or ')}.`;
  throw problem('INVALID', { errors: [{ path: 'returnUrl', code: 'FOREIGN_ADDRESS', message }] });
}

function sessionView({ id, personId, status, startedAt, finishedAt, reason, cause }: LivenessSession) {
  return {
    sessionId: id,
    personId,
    status,
    startedAt: formatInstant(startedAt),
    ...present({ finishedAt: ifKnown(finishedAt, formatInstant) }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(cause === undefined ? {} : { cause, advice: ADVICE[cause] }),
  };
}
