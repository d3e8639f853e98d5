/** A link for the person's phone (R-AUTH-6): made for the applicant, shown as a QR code, opened without signing in. */
import { z } from 'zod';
import type { PersonId } from '../../../domain/identifiers.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import type { Api } from '../../dependencies.ts';
import { openLink } from '../../../usecases/face-check/links.ts';
import { FACE_CHECK_LINK_PATH, makeFaceCheckLink } from '../../../usecases/face-check/make-link.ts';
import { outdatedPage, PAGE_SCRIPT, PAGE_SCRIPT_PATH, startPage } from '../../face-check/pages.ts';
import { startFaceCheck } from '../../../usecases/face-check/start.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { problem } from '../../http/problems.ts';
import { created, publicRoute, route, type Route } from '../../http/route.ts';
import { byLink, metaInfoSchema, personPath } from './face-checks.ts';

const linkPath = z.object({ token: z.string().max(1000) });
const html = { description: 'A page, Chinese and English.', contentType: 'text/html' };

export function faceCheckLinkRoutes(api: Api): Route[] {
  return [
    route({
      id: 'linkFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/liveness/link',
      permission: 'liveness.start',
      summary: 'Make a link with which the person starts the face check on a phone',
      description:
        'Show it as a QR code, or send it to somebody elsewhere (R-AUTH-6). It opens a page of Beian that describes the phone’s browser where the vendor asks for it, and goes on to the vendor. It names nobody. It is for the person as the form names them now: once name or document change, or the person has passed, it opens nothing any more.',
      params: personPath,
      answers: {
        201: {
          description: 'The link.',
          schema: z.object({ url: z.string(), expiresAt: z.iso.datetime({ offset: true }) }),
        },
      },
      problems: [409, 410],
      handle: async ({ params: { orderId, personId }, caller }) => {
        const order = await findWrittenOrder(api, caller, 'liveness.start', orderId);
        const { url, until } = await makeFaceCheckLink(api, order, personId as PersonId);
        return created({ url, expiresAt: formatInstant(until) });
      },
    }),
    publicRoute({
      id: 'openFaceCheckLink',
      tag: 'Face checks',
      method: 'get',
      path: FACE_CHECK_LINK_PATH,
      summary: 'The page that a link opens',
      params: linkPath,
      answers: { 200: html, 404: html },
      handle: async ({ params: { token } }) =>
        (await openLink(api, token)) === undefined ? outdatedPage : startPage(api.liveness.browserScript),
    }),
    publicRoute({
      id: 'startLinkedFaceCheck',
      tag: 'Face checks',
      method: 'post',
      path: FACE_CHECK_LINK_PATH,
      summary: 'Start the face check of a link',
      params: linkPath,
      body: z.strictObject({ metaInfo: metaInfoSchema.optional() }).meta({ id: 'StartLinkedFaceCheck' }),
      answers: {
        201: { description: 'Where the person goes on.', schema: z.object({ url: z.string() }) },
      },
      problems: [409, 410],
      handle: async ({ params: { token }, body: { metaInfo } }) => {
        const link = await openLink(api, token);
        if (link === undefined) throw problem('NOT_FOUND', { detail: 'This link is not valid, or no longer.' });
        const { order, personId } = link;
        const key = String(api.now());
        const elsewhere = byLink(order.id, personId);
        const { url } = await startFaceCheck(api, order, { personId, metaInfo, key, elsewhere });
        return created({ url });
      },
    }),
    publicRoute({
      id: 'readFaceCheckScript',
      tag: 'Face checks',
      method: 'get',
      path: PAGE_SCRIPT_PATH,
      summary: 'The script of the page that a link opens',
      answers: { 200: { description: 'JavaScript.', contentType: 'text/javascript' } },
      handle: async () => ({
        status: 200,
        body: Buffer.from(PAGE_SCRIPT),
        headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
      }),
    }),
  ];
}
