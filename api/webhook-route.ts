/**
 * How an outside party's message is taken: signed over the raw body, good for five minutes, each event worked on once. A
 * repeat gets the answer of the first time and changes nothing.
 */
import { z } from 'zod';
import { checkSecret, SIGNATURE_HEADER, verifyWebhook } from '../adapters/webhook-signature.ts';
import { instant } from '../domain/instant.ts';
import { beginEvent, finishEvent, forgetEvent, useNonce } from '../store/webhooks.ts';
import type { Api, WebhookParty } from './dependencies.ts';
import { askedDigest } from './noted-actions.ts';
import { parse, problem } from './problems.ts';
import { ok, publicRoute, type Route } from './route.ts';

const receivedSchema = z
  .object({
    status: z.enum(['ACCEPTED', 'REPEATED', 'PENDING', 'RECORDED']).meta({
      description:
        '`RECORDED`: the order has ended, so the event only stands in its history. `PENDING`: the vendor has no result yet.',
    }),
  })
  .meta({ id: 'WebhookReceived' });
export type Received = z.infer<typeof receivedSchema>;

export function webhook<Schema extends z.ZodType<{ eventId: string }>>(
  api: Api,
  party: WebhookParty,
  schema: Schema,
  summary: string,
  work: (event: z.output<Schema>) => Promise<Received>,
): Route {
  for (const secret of api.webhookSecrets[party]) checkSecret(secret);
  const path = `/v1/webhooks/${party}`;
  return publicRoute({
    id: `${party}Webhook`,
    tag: 'Webhooks',
    method: 'post',
    path,
    summary,
    description: `Signed with \`${SIGNATURE_HEADER}: t=<unix seconds>,n=<nonce>,v2=<hex HMAC-SHA256>\`, over timestamp, nonce, path and body, joined by line feeds. The same \`eventId\` is the same event.`,
    bodyKind: 'raw',
    body: z.unknown(),
    documentedBody: schema,
    answers: { 200: { description: 'Taken note of.', schema: receivedSchema } },
    problems: [401, 404, 409, 503],
    handle: async ({ req }) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      await checkSignature(api, { party, path, header: req.get(SIGNATURE_HEADER), body });
      const event = parse(schema, readJson(body));
      const digest = askedDigest(api, party, event);
      return ok(await workOnce(api, { party, eventId: event.eventId, digest }, () => work(event)));
    },
  });
}

/** The path is that of the documentation, whatever a proxy makes of it on the way. */
async function checkSignature(
  { database, webhookSecrets, now }: Api,
  { party, ...signed }: { party: WebhookParty; path: string; header: string | undefined; body: Buffer },
): Promise<void> {
  const nonces = { take: (nonce: string) => useNonce(database, party, nonce, instant(now())) };
  const verdict = await verifyWebhook({ ...signed, secrets: webhookSecrets[party], nonces, now: now() });
  if (!verdict.ok) throw problem('BAD_SIGNATURE', { detail: verdict.problem });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw problem('BAD_JSON', { cause });
  }
}

/** An event that failed may be sent again at once; one that is done answers as a repeat. */
async function workOnce(
  api: Api,
  event: { party: WebhookParty; eventId: string; digest: Buffer },
  work: () => Promise<Received>,
): Promise<Received> {
  const { database, now } = api;
  switch (await beginEvent(database, { ...event, at: instant(now()) })) {
    case 'REPEAT':
      return { status: 'REPEATED' };
    case 'UNDER_WAY':
      throw problem('KEY_IN_USE', { title: 'This event is being worked on.', headers: { 'Retry-After': '2' } });
    case 'OTHER':
      throw problem('KEY_REUSED', { title: 'Another content came under this eventId before. Name this event anew.' });
    case 'FRESH':
    default:
  }
  try {
    const received = await work();
    if (received.status === 'PENDING') await forgetEvent(database, event);
    else await finishEvent(database, { ...event, at: instant(now()) });
    return received;
  } catch (error) {
    await forgetEvent(database, event).catch(() => {}); // it is taken over after half a minute
    throw error;
  }
}
