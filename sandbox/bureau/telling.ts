/** How bureau and MIIT report to Beian what happened to a hand-over. */
import type { FilingHandOver } from './hand-overs.ts';
import type { Delivery, Webhooks } from './webhooks.ts';

/** Options of every event: the hand-over (default: the last one) and the event id (default: a new one). */
export interface EventChoice {
  handOver?: number | undefined;
  eventId?: string | undefined;
}

export type Tell = (handOver: FilingHandOver, event: string, data: object, eventId?: string) => Promise<Delivery>;

export const tellBy =
  (webhooks: Webhooks): Tell =>
  (handOver, event, data, eventId) =>
    webhooks.send(
      'bureau',
      { orderId: handOver.content.orderId, event, data: { handOver: handOver.content.handOver, ...data } },
      eventId,
    );
