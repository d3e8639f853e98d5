/** How bureau and MIIT report to Beian what happened to a hand-over. */
import type { FilingHandOver } from './hand-overs.ts';
import type { Delivery, Webhooks } from './webhooks.ts';

/** Options of every event: the hand-over (default: the last one) and the event id (default: a new one). */
export interface EventChoice {
  handOver?: number | undefined;
  eventId?: string | undefined;
}

export type Tell = (handOver: FilingHandOver, event: string, data: object, eventId?: string) => Promise<Delivery>;

/** Tells an order that came over MIIT's own interface: a file waits to be fetched. */
export type TellInFile = (handOver: FilingHandOver, event: string, data: object) => Delivery;

export const tellBy =
  (webhooks: Webhooks, inFile: TellInFile): Tell =>
  async (handOver, event, data, eventId) =>
    handOver.content.bureauRequest === undefined
      ? webhooks.send(
          'bureau',
          { orderId: handOver.content.orderId, event, data: { handOver: handOver.content.handOver, ...data } },
          eventId,
        )
      : inFile(handOver, event, data);
