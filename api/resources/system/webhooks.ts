/**
 * Webhooks of the bureau and MIIT, and the actions that follow from them; `api/http/webhook-route.ts` checks their
 * signatures.
 */
import {
  bureauWebhookSchema,
  type BureauEvent,
  type BureauWebhook,
} from '../../../adapters/bureau/webhook-messages.ts';
import type { ActionId, OrderId } from '../../../domain/identifiers.ts';
import type { Actor } from '../../../domain/role.ts';
import { readOrder } from '../../../store/orders/orders.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import type { Route } from '../../http/route.ts';
import { takeSync } from '../../../usecases/record/take-sync.ts';
import { takenView } from '../record/record-events.ts';
import { hearParty } from '../../../usecases/order/hear-party.ts';
import { webhook, type Received } from '../../http/webhook-route.ts';

export function webhookRoutes(api: Api): Route[] {
  return [
    webhook(api, {
      party: 'bureau',
      secrets: api.bureauSecrets,
      schema: bureauWebhookSchema,
      summary: 'Bureau and MIIT: what happened to an order',
      work: (event) => bureauSaid(api, event),
    }),
  ];
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

async function bureauSaid(api: Api, said: BureauWebhook): Promise<Received> {
  if (said.event === 'recordChanged') {
    const { status } = takenView(
      await takeSync(api, {
        event: said.data,
        eventId: said.eventId,
        actor: { id: 'miit', role: 'miit', door: 'webhook' },
      }),
    );
    return { status: status === 'CHANGED' ? 'ACCEPTED' : 'RECORDED' };
  }
  const { eventId, orderId, event, data } = said;
  const order = await readOrder(api.database, api.vault, orderId as OrderId);
  if (order === undefined) throw problem('ORDER_NOT_FOUND');
  const role = SPEAKERS[event];
  const actor: Actor = { id: role, role, door: 'webhook' };
  const sending = await hearParty(api, order, { action: event, actionId: eventId as ActionId, actor, data });
  return { status: sending.sent === 'NOW' && sending.late !== undefined ? 'RECORDED' : 'ACCEPTED' };
}
