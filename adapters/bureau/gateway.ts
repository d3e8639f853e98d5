/**
 * Bureau and MIIT behind an HTTP gateway, for providers who have a system of their own in front of the interface that their bureau
 * gave them. `miit/` speaks version 3.0 of that interface, the last that is public; a bureau's present one may differ. `openapi.yaml` beside this file describes the gateway. Headers of each request:
 *
 * - `Beian-Provider`: who we are to the gateway;
 * - `webhook-id`, `webhook-timestamp`, `webhook-signature`, and `Beian-Signature` over the path below the base address: see
 *   `../signatures/`; all of them over the body as sent;
 * - `Idempotency-Key`: repeated requests with one key count once, so that Beian can try again after a time-out without a
 *   second submission. For a hand-over it is `<orderId>:<handOver>`, for a document its SHA-256.
 */
import { ifKnown, present } from '../../domain/present.ts';
import { formatInstant, parseInstant } from '../../domain/time/instant.ts';
import { PermanentError } from '../delivery-faults.ts';
import { callParty, parseAnswer, type PartyAnswer } from '../party-http.ts';
import { checkSecret } from '../signatures/secret.ts';
import { signRequest } from '../signatures/signed-request.ts';
import type { Bureau, ScanImage } from './bureau.ts';
import { handOverAnswerSchema, lookUpAnswerSchema } from './gateway-messages.ts';

export interface BureauGatewayOptions {
  /** Without a trailing slash, e.g. `https://gateway.provider.example`. */
  baseUrl: string;
  /** Who we are to the gateway. */
  providerId: string;
  /** Who we are to bureau and MIIT; the id is that of the gateway where it is absent. */
  ispId?: string | undefined;
  name?: string | undefined;
  /** Shared secret that signs our requests; at least 32 characters. */
  secret: string;
  /** Limit per request in milliseconds. */
  timeoutMs?: number;
}

const PARTY = 'bureau gateway';

/**
 * Hands orders over, asks for a repeated SMS and looks records up. A hand-over is safe to repeat: the same order and hand-over
 * number get the same answer and make one submission. Throws a RangeError when the secret is too short.
 *
 * @example
 * const bureau = createBureauGateway({ baseUrl: 'https://gateway.provider.example', providerId: 'provider-1', secret });
 * const answer = await bureau.handOver({ orderId, handOver: 1, type, form, documents: scans, personsToVerify: ['P1'] });
 */
export function createBureauGateway(options: BureauGatewayOptions): Bureau {
  const { baseUrl, providerId, secret, timeoutMs = 30_000 } = options;
  checkSecret(secret);

  const send = async (
    request: { method: 'POST' | 'PUT'; path: string; idempotencyKey?: string; mediaType: string },
    body: string | Uint8Array,
  ): Promise<PartyAnswer> => {
    const answer = await callParty({
      party: PARTY,
      method: request.method,
      url: `${baseUrl}${request.path}`,
      headers: {
        'content-type': request.mediaType,
        accept: 'application/json',
        'beian-provider': providerId,
        ...signRequest({ secret, path: request.path, body, idempotencyKey: request.idempotencyKey }),
        ...present({ 'idempotency-key': request.idempotencyKey }),
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      timeoutMs,
    });
    if (answer.status === 404) throw new PermanentError(`the bureau gateway has no ${request.path}`, 'NOT_FOUND');
    return answer;
  };
  const post = (path: string, message: object, idempotencyKey?: string) =>
    send(
      {
        method: 'POST',
        path,
        mediaType: 'application/json',
        ...present({ idempotencyKey }),
      },
      JSON.stringify(message),
    );

  const sendImage = async ({ sha256, mediaType, content }: ScanImage) => {
    await send({ method: 'PUT', path: `/v1/documents/${sha256}`, idempotencyKey: sha256, mediaType }, content);
    return { sha256, mediaType };
  };

  return {
    async handOver({ documents, at, onRecord: _inCodesOnly, ...order }) {
      const sent: { slot: string; sha256: string; mediaType: string }[] = [];
      // One after the other: a gateway is slow, and two images at once would be two in memory.
      for (const { slot, withImage } of documents) {
        sent.push({ slot, ...(await withImage(sendImage)) });
      }
      const message = {
        ...order,
        provider: { ispId: options.ispId ?? providerId, ...present({ name: options.name }) },
        documents: sent,
        ...present({ at: ifKnown(at, formatInstant) }),
      };
      const raw = await post('/v1/hand-overs', message, `${order.orderId}:${order.handOver}`);
      const answer = parseAnswer(PARTY, handOverAnswerSchema, raw);
      if (answer.status === 'ACCEPTED') return { ...answer, at: parseInstant(answer.at) };
      return answer.reference === undefined
        ? { status: 'RECEIVED' }
        : { status: 'RECEIVED', reference: answer.reference };
    },

    async resendSms({ idempotencyKey, ...request }) {
      await post('/v1/sms-resends', request, idempotencyKey);
    },

    async lookUp({ certificateType, certificateNumber, domain }) {
      const query = { certificateType, certificateNumber, domain };
      return parseAnswer(PARTY, lookUpAnswerSchema, await post('/v1/record-lookups', query));
    },
  };
}
