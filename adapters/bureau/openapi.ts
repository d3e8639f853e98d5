/** The interface between Beian and a bureau gateway as an OpenAPI 3.1 document, made from the schemas that both sides use. */
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { bureauWebhookSchema } from './webhook-messages.ts';
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
  'Idempotency-Key': z
    .string()
    .meta({ description: 'A repeated key is a repeated request: it gets the same answer and is carried out once.' }),
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
  '401': problem('The signature is missing or wrong; Beian asks a person to check the keys.'),
  '409': problem('The key came before with other content; Beian asks a person to compare.'),
  '422': problem('Refused for good; Beian does not try again.'),
  '503': problem('Not possible now; Beian tries again, as after a time-out, 408, 425, 429 and every 5xx.'),
};
/** These do not say whether the event fits the order: every event that was taken stands in the order's history. */
const webhookAnswers = {
  '200': { description: 'The event has been stored, now or before; do not send it again.' },
  '401': problem(
    'The signature is missing or too old, or the request came before. Sign anew and send the event again.',
  ),
  '404': problem('There is no such order or face check; do not send it again.'),
  '409': problem('The same event is being processed. Send it again after the seconds in `Retry-After`.'),
  '422': problem('The event is malformed; do not send it again.'),
  '503': problem('Not possible now. Send the event again after the seconds in `Retry-After`.'),
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
        'An access provider puts the gateway in front of the interface of its provincial bureau and MIIT. Beian calls the paths; the gateway posts the webhooks.',
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
          responses: {
            '200': json('The answer; everything is false when nothing was found.', lookUpAnswerSchema),
            ...refusals,
          },
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
