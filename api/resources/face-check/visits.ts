/**
 * Where vendors of face checks send people and calls. Both are GET requests without our signature, so the result in their
 * address is not believed; the vendor is asked instead.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readSession } from '../../../store/proofs/face-checks.ts';
import { settleOnReturn } from '../../../usecases/face-check/result.ts';
import { returnPage } from '../../face-check/pages.ts';
import { FACE_CHECK_RETURN_PATH, type Api } from '../../dependencies.ts';
import { ok, publicRoute, type Answer, type Route } from '../../http/route.ts';

/** People wait for the page, and the vendor's server repeats a call that is not answered within some seconds. */
const PERSON_WAITS_MS = 3000;
const VENDOR_WAITS_MS = 1000;

export function faceCheckVisitRoutes(api: Api): Route[] {
  return [
    publicRoute({
      id: 'returnFromFaceCheck',
      tag: 'Face checks',
      method: 'get',
      path: FACE_CHECK_RETURN_PATH,
      summary: 'Where the person’s browser comes back to from the vendor’s page',
      description:
        'Tencent Cloud adds `BizToken`, Alibaba Cloud `response`. The vendor is asked for the result. Leads on to `returnUrl` of the check or to `LIVENESS_RETURN_PAGE`, else to a page that may be closed.',
      query: z.looseObject({}),
      answers: {
        200: { description: 'A page, Chinese and English.', contentType: 'text/html' },
        303: { description: 'The portal’s page.', headers: { Location: 'Address of the page.' } },
      },
      handle: async ({ query }) => comeBack(api, referenceIn(query)),
    }),
    publicRoute({
      id: 'alibabaFaceCheckWebhook',
      tag: 'Webhooks',
      method: 'get',
      path: '/v1/webhooks/liveness/alibaba',
      summary: 'Alibaba Cloud: a face check is over',
      description:
        'The `CallbackUrl` of a check (`LIVENESS_CALLBACK_URL`). Answers 200 to everything, also without parameters: the vendor tries the address before it opens a check.',
      query: z.looseObject({}),
      answers: { 200: { description: 'Heard.', schema: z.object({ status: z.literal('OK') }) } },
      handle: async ({ query }) => {
        const { callbacktoken: token, certifyid: reference } = lowerCased(query);
        if (reference !== undefined && isOurs(api, token)) await settleOnReturn(api, reference, VENDOR_WAITS_MS);
        return ok({ status: 'OK' });
      },
    }),
  ];
}

async function comeBack(api: Api, reference: string | undefined): Promise<Answer> {
  const session = reference && (await readSession(api.database, api.vault, { vendorReference: reference }));
  if (!session) return returnPage;
  await settleOnReturn(api, session.vendorReference, PERSON_WAITS_MS);
  const page = session.returnTo ?? api.faceCheckReturnPage;
  return page === undefined ? returnPage : { status: 303, headers: { Location: page } };
}

const referenceSchema = z.string().min(1).max(200);
const responseSchema = z.looseObject({
  certifyId: referenceSchema.optional(),
  extInfo: z.looseObject({ certifyId: referenceSchema }).optional(),
});

/** The vendor's token: `BizToken` of Tencent Cloud, or the `certifyId` within Alibaba Cloud's `response`. */
function referenceIn({ BizToken, response }: Record<string, unknown>): string | undefined {
  const token = referenceSchema.safeParse(BizToken);
  if (token.success) return token.data;
  const read = responseSchema.safeParse(json(response));
  return read.data?.certifyId ?? read.data?.extInfo?.certifyId;
}

function json(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The vendor's documents spell its parameters in several ways. */
const lowerCased = (query: Record<string, unknown>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      const read = referenceSchema.safeParse(value);
      return read.success ? [[name.toLowerCase(), read.data]] : [];
    }),
  );

/**
 * Whether the call carries the token with which our checks were opened; without a configured token every call is refused.
 */
function isOurs({ faceCheckCallbackToken: expected }: Api, given: string | undefined): boolean {
  if (expected === undefined || given === undefined) return false;
  return timingSafeEqual(digest(expected), digest(given));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
