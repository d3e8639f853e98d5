/** The interface between Beian and a bureau gateway as an OpenAPI 3.1 document, made from the schemas both sides use. */
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { bureauWebhookSchema } from '../webhook-messages.ts';
import {
  handOverAnswerSchema,
  handOverSchema,
  lookUpAnswerSchema,
  lookUpSchema,
  resendSchema,
} from './gateway-messages.ts';

const signature = z.string().meta({
  description:
    'The form of before, for one more version: `t=<unix seconds>,n=<nonce>,v2=<hex HMAC-SHA256>`: the HMAC is taken, with the shared secret of at least 32 characters, over timestamp, nonce, path as this document names it, and body as sent, joined by line feeds. Refuse what is more than 300 seconds off, and a nonce seen before.',
  example: 't=1770600600,n=5f0c…,v2=9b2e…',
});
const standard = {
  'webhook-id': z.string().meta({
    description: 'Names the request; stays the same when it is sent again. No full stop.',
    example: 'msg_2f0c8d1e5b7a49630fd2c1b8a7e6d5c4',
  }),
  'webhook-timestamp': z.string().meta({
    description: 'Unix seconds of this attempt. Refuse what is more than 300 seconds off.',
    example: '1770600600',
  }),
  'webhook-signature': z.string().meta({
    description:
      '[Standard Webhooks](https://www.standardwebhooks.com): `v1,<base64 HMAC-SHA256>` of id, timestamp and body as sent, joined by full stops; several with a space between them while keys are changed. The key is what follows `whsec_` in the shared secret, decoded from base64, or the characters of any other secret. A document is signed over its bytes; where a library reads text only, compare its SHA-256 with that in the hand-over instead.',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  }),
};
/** Beian signs in both forms. */
const signedByBeian = z.object({ ...standard, 'Beian-Signature': signature });
/** The gateway chooses one; Beian takes the form of its own for one more version. */
const signed = z.object({ ...standard, 'Beian-Signature': signature }).partial();
const fromBeian = signedByBeian.extend({
  'Beian-Provider': z.string().meta({ description: 'Who Beian is to the gateway.' }),
});
const idempotent = fromBeian.extend({
  'Idempotency-Key': z.string().meta({ description: 'The same key is the same request: same answer, done once.' }),
});

const problemSchema = z
  .object({ status: z.int(), code: z.string(), detail: z.string().optional() })
  .meta({ id: 'Problem', description: 'RFC 9457. Beian decides by status and shows `code` to operators.' });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
const json = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': { schema } } });

const refusals = {
  '401': problem('Not signed, or signed wrongly; a person at Beian is asked to look at the keys.'),
  '409': problem('The same key came with other content; a person at Beian is asked to compare.'),
  '422': problem('Refused for good; Beian does not try again.'),
  '503': problem('Not now; Beian tries again. So it does after a time-out, 408, 425, 429 and every 5xx.'),
};
/** Whether the event fits the order is the order's business: it is kept in its history either way. */
const webhookAnswers = {
  '200': { description: 'Taken note of, or known already; do not send it again.' },
  '401': problem('Not signed, too old, or a request that came before. Sign anew and send again.'),
  '404': problem('There is no such order or face check; do not send it again.'),
  '409': problem('The same event is being worked on. Send it again after the seconds in `Retry-After`.'),
  '422': problem('Not of this form; do not send it again.'),
  '503': problem('Not now. Send it again after the seconds in `Retry-After`.'),
};

const webhook = (operationId: string, path: string, summary: string, schema: z.ZodType) => ({
  post: {
    operationId,
    summary,
    description: `Posted to Beian's \`${path}\`. Until it is answered, and after 409, 429 and 5xx, send it again with the same \`eventId\`, signed anew, after growing pauses. Sign by Standard Webhooks: the three headers \`webhook-…\`. \`Beian-Signature\` is taken for one more version, and not read where they are.`,
    requestParams: { header: signed },
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: webhookAnswers,
  },
});

/** The document; `openapi.yaml` beside this file is written from it. */
export function bureauGatewayDocument(): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Beian bureau gateway',
      version: '1.0.0',
      description:
        'What an access provider puts before the interface of its provincial bureau and MIIT. Beian calls the paths; the gateway posts the webhooks.',
    },
    paths: {
      '/v1/documents/{sha256}': {
        put: {
          operationId: 'putDocument',
          summary: 'One document, named by its SHA-256; sent before the hand-over that names it',
          requestParams: { path: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }), header: idempotent },
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
          },
          responses: { '204': { description: 'Kept.' }, ...refusals },
        },
      },
      '/v1/hand-overs': {
        post: {
          operationId: 'handOver',
          summary:
            'A complete order, handed over to the bureau (idempotency key: order number, colon, hand-over number)',
          requestParams: { header: idempotent },
          requestBody: { required: true, content: { 'application/json': { schema: handOverSchema } } },
          responses: {
            '200': json('Accepted by the bureau.', handOverAnswerSchema),
            '202': json('Received; `forwardAccepted` or `forwardFailed` follows.', handOverAnswerSchema),
            ...refusals,
          },
        },
      },
      '/v1/sms-resends': {
        post: {
          operationId: 'resendSms',
          summary: "MIIT's verification SMS once more; does not lengthen its 24 hours",
          requestParams: { header: idempotent },
          requestBody: { required: true, content: { 'application/json': { schema: resendSchema } } },
          responses: { '202': { description: 'Asked for.' }, ...refusals },
        },
      },
      '/v1/record-lookups': {
        post: {
          operationId: 'lookUpRecord',
          summary: "What MIIT's record says of an entity and a domain, seen from this provider",
          requestParams: { header: fromBeian },
          requestBody: { required: true, content: { 'application/json': { schema: lookUpSchema } } },
          responses: { '200': json('Found, or not: everything is false then.', lookUpAnswerSchema), ...refusals },
        },
      },
    },
    webhooks: {
      bureau: webhook(
        'bureauEvent',
        '/v1/webhooks/bureau',
        'What happened to an order at bureau or MIIT',
        bureauWebhookSchema,
      ),
    },
  });
}
