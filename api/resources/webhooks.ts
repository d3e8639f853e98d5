/**
 * What outside parties tell: signed over the raw body, good for five minutes, each event worked on once. A repeat gets
 * the answer of the first time and changes nothing.
 */
import { z } from 'zod';
import { bureauWebhookSchema, type BureauEvent, type BureauWebhook } from '../../adapters/webhook-messages.ts';
import { SIGNATURE_HEADER, verifyWebhook } from '../../adapters/webhook-signature.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/instant.ts';
import type { Actor } from '../../domain/role.ts';
import { readOrder } from '../../store/orders.ts';
import { beginEvent, finishEvent, forgetEvent, useNonce } from '../../store/webhooks.ts';
import type { Api } from '../dependencies.ts';
import { parse, problem } from '../problems.ts';
import { rawBody, readJson } from '../raw-body.ts';
import { ok, publicRoute, type Route } from '../route.ts';
import { deliverAction } from '../send-action.ts';

type Party = 'bureau';

const receivedSchema = z
  .object({
    status: z.enum(['ACCEPTED', 'REPEATED', 'RECORDED']).meta({
      description: '`RECORDED`: the order has ended, so the event only stands in its history.',
    }),
  })
  .meta({ id: 'WebhookReceived' });
type Received = z.infer<typeof receivedSchema>;

export function webhookRoutes(api: Api): Route[] {
  return [
    webhook(api, 'bureau', bureauWebhookSchema, 'Bureau and MIIT: what happened to an order', (event) =>
      bureauSaid(api, event),
    ),
  ];
}

function webhook<Schema extends z.ZodType<{ eventId: string }>>(
  api: Api,
  party: Party,
  schema: Schema,
  summary: string,
  work: (event: z.output<Schema>) => Promise<Received>,
): Route {
  return publicRoute({
    id: `${party}Webhook`,
    tag: 'Webhooks',
    method: 'post',
    path: `/v1/webhooks/${party}`,
    summary,
    description: `Signed with \`${SIGNATURE_HEADER}: t=<unix seconds>,n=<nonce>,v1=<hex HMAC-SHA256 of t.n.body>\`. The same \`eventId\` is the same event.`,
    bodyKind: 'raw',
    proof: 'signature',
    body: z.unknown(),
    documentedBody: schema,
    answers: { 200: { description: 'Taken note of.', schema: receivedSchema } },
    problems: [401, 404, 409, 503],
    handle: async ({ req }) => {
      await checkSignature(api, party, req.get(SIGNATURE_HEADER), rawBody(req));
      const event = parse(schema, readJson(req));
      return ok(await workOnce(api, { party, eventId: event.eventId }, () => work(event)));
    },
  });
}

async function checkSignature(api: Api, party: Party, header: string | undefined, body: Buffer): Promise<void> {
  const { database, webhookSecrets, now } = api;
  const nonces = { take: (nonce: string) => useNonce(database, party, nonce, instant(now())) };
  const verdict = await verifyWebhook({ secret: webhookSecrets, header, body, nonces, now: now() });
  if (!verdict.ok) throw problem('BAD_SIGNATURE', { detail: verdict.problem });
}

/** An event that failed may be sent again at once; one that is done answers as a repeat. */
async function workOnce(
  api: Api,
  event: { party: Party; eventId: string },
  work: () => Promise<Received>,
): Promise<Received> {
  const { database, now } = api;
  switch (await beginEvent(database, { ...event, at: instant(now()) })) {
    case 'REPEAT':
      return { status: 'REPEATED' };
    case 'UNDER_WAY':
      throw problem('KEY_IN_USE', { title: 'This event is being worked on.', headers: { 'Retry-After': '2' } });
    case 'FRESH':
    default:
  }
  try {
    const received = await work();
    await finishEvent(database, { ...event, at: instant(now()) });
    return received;
  } catch (error) {
    await forgetEvent(database, event).catch(() => {}); // it is taken over after half a minute
    throw error;
  }
}

/** Who says what: the bureau answers and decides, MIIT verifies people and publishes records. */
const SPEAKERS: Readonly<Record<BureauEvent, 'bureau' | 'miit'>> = {
  forwardAccepted: 'bureau',
  forwardFailed: 'bureau',
  bureauDecision: 'bureau',
  smsStarted: 'miit',
  smsVerified: 'miit',
  smsFailed: 'miit',
  smsReturned: 'miit',
  recordSynced: 'miit',
};

async function bureauSaid(api: Api, { eventId, orderId, event, data }: BureauWebhook): Promise<Received> {
  const order = await readOrder(api.database, api.vault, orderId as OrderId);
  if (order === undefined) throw problem('ORDER_NOT_FOUND');
  const role = SPEAKERS[event];
  const actor: Actor = { id: role, role, door: 'webhook' };
  const late = await deliverAction(api, order, { action: event, actionId: eventId as ActionId, actor, data });
  return { status: late === undefined ? 'ACCEPTED' : 'RECORDED' };
}
