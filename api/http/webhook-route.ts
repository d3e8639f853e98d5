/**
 * How an outside party's webhook is accepted: the signature covers the raw body and is valid for five minutes, and each
 * event is handled once. A repeat gets the first answer and changes nothing.
 */
import { z } from 'zod';
import { BEIAN_HEADER } from '../../adapters/signatures/beian-signature.ts';
import { checkSecret } from '../../adapters/signatures/secret.ts';
import { isSigned, verifyRequest, type RequestToVerify } from '../../adapters/signatures/signed-request.ts';
import { instant } from '../../domain/time/instant.ts';
import { beginEvent, finishEvent, forgetEvent, useNonce } from '../../store/http/webhooks.ts';
import type { Api } from '../dependencies.ts';
import { inDateRange } from '../../usecases/dates/date-range.ts';
import { undoneOnFailure } from '../../usecases/undone-on-failure.ts';
import { askedDigest } from '../../usecases/outbox/send-noted.ts';
import { ordinary } from './ordinary.ts';
import { parse, problem } from './problems.ts';
import { rawBody, readJson } from './raw-body.ts';
import { ok, publicRoute, type Route } from './route.ts';

const receivedSchema = z
  .object({
    status: z.enum(['ACCEPTED', 'REPEATED', 'RECORDED']).meta({
      description:
        '`RECORDED`: the order has ended, so the event only stands in its history; or no record here changes by the event.',
    }),
  })
  .meta({ id: 'WebhookReceived' });
export type Received = z.infer<typeof receivedSchema>;

export interface Webhook<Schema extends z.ZodType<{ eventId: string }>> {
  /** Who calls; the last part of the path. */
  party: string;
  /** Several while one is being changed; without any, every webhook is refused. */
  secrets: readonly string[];
  schema: Schema;
  summary: string;
  work: (event: z.output<Schema>) => Promise<Received>;
}

/** Throws a RangeError for a secret that could be guessed. */
export function webhook<Schema extends z.ZodType<{ eventId: string }>>(
  api: Api,
  { party, secrets, schema, summary, work }: Webhook<Schema>,
): Route {
  for (const secret of secrets) checkSecret(secret);
  const path = `/v1/webhooks/${party}`;
  return publicRoute({
    id: `${party}Webhook`,
    tag: 'Webhooks',
    method: 'post',
    path,
    summary,
    description: `Signed by [Standard Webhooks](https://www.standardwebhooks.com): headers \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`. For one more version also with \`${BEIAN_HEADER}: t=<unix seconds>,n=<nonce>,v2=<hex HMAC-SHA256>\`, over timestamp, nonce, path and body, joined by line feeds. The same \`eventId\` is the same event.`,
    bodyKind: 'raw',
    proof: 'signature',
    body: z.unknown(),
    documentedBody: schema,
    answers: { 200: { description: 'Taken note of.', schema: receivedSchema } },
    problems: [401, 404, 409, 503],
    admit: async ({ req }) => {
      if (!isSigned((name) => req.get(name))) throw problem('BAD_SIGNATURE', { detail: 'MISSING' });
      return undefined;
    },
    handle: async ({ req }) => {
      await checkSignature(api, { party, secrets, path, header: (name) => req.get(name), body: rawBody(req) });
      const event = await inDateRange(api, schema, parse(schema, ordinary(readJson(req))));
      const digest = askedDigest(api, party, event);
      return ok(await workOnce(api, { party, eventId: event.eventId, digest }, () => work(event)));
    },
  });
}

/** Always the documented path, even when a proxy rewrites it on the way. */
async function checkSignature(
  { database, now }: Api,
  { party, ...signed }: Omit<RequestToVerify, 'nonces'> & { party: string },
): Promise<void> {
  const nonces = { take: (nonce: string) => useNonce(database, party, nonce, instant(now())) };
  const verdict = await verifyRequest({ ...signed, nonces, now: now() });
  if (!verdict.ok) throw problem('BAD_SIGNATURE', { detail: verdict.problem });
}

/** A failed event may be sent again at once; a finished event gets the first answer. */
async function workOnce(
  api: Api,
  event: { party: string; eventId: string; digest: Buffer },
  work: () => Promise<Received>,
): Promise<Received> {
  const { database, now } = api;
  const begun = { ...event, at: instant(now()) };
  switch (await beginEvent(database, begun)) {
    case 'REPEAT':
      return { status: 'REPEATED' };
    case 'UNDER_WAY':
      throw problem('KEY_IN_USE', { title: 'This event is being worked on.', headers: { 'Retry-After': '2' } });
    case 'OTHER':
      throw problem('KEY_REUSED', { title: 'Another content came under this eventId before. Name this event anew.' });
    case 'FRESH':
    default:
  }
  const workAndFinish = async () => {
    const received = await work();
    await finishEvent(database, { ...event, at: instant(now()) });
    return received;
  };
  // If the event cannot be removed, a repeat takes it over after half a minute.
  return undoneOnFailure(workAndFinish, () => forgetEvent(database, begun));
}
