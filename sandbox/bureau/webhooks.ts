/**
 * Sends events to Beian, and sends them again later when Beian cannot be reached or answers 5xx. Every other answer ends the
 * delivery. What was under way when the sandbox ended is sent again when it starts. Events are signed and sent one at a time, in
 * their order. SMS vendors cannot sign; they post to a secret address.
 */
import { randomUUID } from 'node:crypto';
import type { Collection, Memory } from '../state/memory.ts';
import { sign } from './signature.ts';
import type { SmsVendor } from '../clouds/sms-receipts.ts';

export type WebhookParty = 'bureau' | 'sms';

export interface Delivery {
  /** Its place among all deliveries, from 1. */
  number: number;
  eventId: string;
  party: WebhookParty;
  /** The vendor whose format a delivery receipt has. */
  vendor?: SmsVendor;
  message: object;
  attempts: number;
  /**
   * `WAITING`: Beian's address is not known yet. `RETRYING`: at least one attempt failed. `GIVEN_UP`: all attempts failed. `QUEUED`:
   * it lies in a file that Beian fetches. `UNTOLD`: MIIT's interface has no words for it.
   */
  status: 'WAITING' | 'QUEUED' | 'UNTOLD' | 'SENDING' | 'RETRYING' | 'DELIVERED' | 'REFUSED' | 'GIVEN_UP';
  /** Beian's last answer. */
  answer?: { status: number; body: unknown };
}

export interface WebhooksOptions {
  secret: string;
  memory: Memory;
  /** In the address of delivery receipts. */
  smsReceiptToken: string;
  /** Beian's address, e.g. `http://127.0.0.1:8080`; it may be set later. */
  target?: string;
  maxAttempts?: number;
  /** Wait before the second attempt; doubles each time. */
  retryMs?: number;
}

export interface Webhooks {
  /** Sends an event; resolves after the first attempt. The same `eventId` may be sent again on purpose. */
  send(party: Exclude<WebhookParty, 'sms'>, message: object, eventId?: string): Promise<Delivery>;
  /** Pushes delivery receipts as their vendor does; resolves after the first attempt. */
  push(vendor: SmsVendor, receipts: object, eventId?: string): Promise<Delivery>;
  redeliver(eventId: string): Promise<Delivery | undefined>;
  setTarget(url: string): Promise<void>;
  deliveries(): readonly Delivery[];
  reset(): void;
  stop(): void;
}

const ATTEMPT_TIMEOUT_MS = 30_000;

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { secret, maxAttempts = 8, retryMs = 250 } = options;
  let target = options.target;
  const deliveries: Collection<Delivery> = options.memory.collection('deliveries');
  let last = deliveries.values().at(-1)?.number ?? 0;
  const timers = new Set<NodeJS.Timeout>();
  const stopping = new AbortController();

  async function attempt(delivery: Delivery): Promise<void> {
    if (target === undefined) return;
    delivery.status = 'SENDING';
    delivery.attempts += 1;
    keep(delivery);
    const body = JSON.stringify(delivery.message);
    try {
      const path = `/v1/webhooks/${placeOf(delivery)}`;
      const response = await fetch(`${target}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(delivery.vendor ? {} : sign(secret, body)),
        },
        body,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      delivery.answer = { status: response.status, body: readBody(await response.text()) };
      if (response.ok) delivery.status = 'DELIVERED';
      else if (mayHelpLater(response.status)) retryLater(delivery);
      else delivery.status = 'REFUSED';
    } catch {
      retryLater(delivery);
    }
    keep(delivery);
  }

  const keep = (delivery: Delivery) => deliveries.set(String(delivery.number), delivery);

  const placeOf = ({ party, vendor }: Delivery): string =>
    vendor === undefined ? party : `sms/${vendor}/${options.smsReceiptToken}`;

  async function begin(event: Pick<Delivery, 'eventId' | 'party' | 'vendor' | 'message'>): Promise<Delivery> {
    last += 1;
    const delivery: Delivery = { number: last, ...event, attempts: 0, status: 'WAITING' };
    keep(delivery);
    await attempt(delivery);
    return delivery;
  }

  function retryLater(delivery: Delivery): void {
    if (stopping.signal.aborted || delivery.attempts >= maxAttempts) {
      delivery.status = 'GIVEN_UP';
      return;
    }
    delivery.status = 'RETRYING';
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void attempt(delivery);
      },
      retryMs * 2 ** (delivery.attempts - 1),
    );
    timers.add(timer);
  }

  function forgetTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  async function sendUnfinished(): Promise<void> {
    // in the order in which things happened
    for (const delivery of deliveries.values()) if (isUnfinished(delivery)) await attempt(delivery);
  }
  void sendUnfinished();

  return {
    send: (party, message, eventId = randomUUID()) => begin({ eventId, party, message: { eventId, ...message } }),
    push: (vendor, receipts, eventId = randomUUID()) => begin({ eventId, party: 'sms', vendor, message: receipts }),
    async redeliver(eventId) {
      const delivery = deliveries.values().find((candidate) => candidate.eventId === eventId);
      if (delivery !== undefined) await attempt(delivery);
      return delivery;
    },
    async setTarget(url) {
      target = url.replace(/\/+$/, '');
      for (const delivery of deliveries.values().filter(({ status }) => status === 'WAITING')) {
        // in the order in which things happened
        await attempt(delivery);
      }
    },
    deliveries: () => deliveries.values(),
    reset() {
      forgetTimers();
      deliveries.clear();
    },
    stop() {
      stopping.abort();
      forgetTimers();
    },
  };
}

const isUnfinished = ({ status }: Delivery): boolean => ['WAITING', 'SENDING', 'RETRYING'].includes(status);
const mayHelpLater = (status: number): boolean => status >= 500 || status === 429;

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
