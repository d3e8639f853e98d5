/** What outside parties tell, and what follows from it; how their messages are checked is in `api/webhook-route.ts`. */
import {
  bureauWebhookSchema,
  livenessWebhookSchema,
  smsWebhookSchema,
  type BureauEvent,
  type BureauWebhook,
} from '../../adapters/webhook-messages.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/instant.ts';
import type { Actor } from '../../domain/role.ts';
import { markReceipt } from '../../store/messages.ts';
import { readOrder } from '../../store/orders.ts';
import type { Api } from '../dependencies.ts';
import { settleFaceCheck } from '../face-check-result.ts';
import { problem } from '../problems.ts';
import type { Route } from '../route.ts';
import { deliverAction } from '../send-action.ts';
import { webhook, type Received } from '../webhook-route.ts';

export function webhookRoutes(api: Api): Route[] {
  return [
    webhook(api, 'bureau', bureauWebhookSchema, 'Bureau and MIIT: what happened to an order', (event) =>
      bureauSaid(api, event),
    ),
    webhook(
      api,
      'liveness',
      livenessWebhookSchema,
      'Face check: a result is worth asking for',
      async ({ reference }) => {
        const session = await settleFaceCheck(api, reference);
        if (session === undefined) throw problem('NOT_FOUND', { detail: 'There is no face check of this reference.' });
        return { status: session.status === 'STARTED' ? 'PENDING' : 'ACCEPTED' };
      },
    ),
    webhook(api, 'sms', smsWebhookSchema, 'SMS: a delivery receipt', async ({ reference, status, code }) => {
      const at = instant(api.now());
      const errorCode = code === undefined ? {} : { errorCode: code };
      const found = await markReceipt(api.database, { reference, outcome: status, at, ...errorCode });
      if (found === undefined) throw problem('NOT_FOUND', { detail: 'There is no message of this reference.' });
      return { status: 'ACCEPTED' };
    }),
  ];
}

/** Who says what: the bureau answers and decides, MIIT verifies people and publishes records. */
const SPEAKERS: Readonly<Record<BureauEvent, 'bureau' | 'miit'>> = {
  forwardAccepted: 'bureau',
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
