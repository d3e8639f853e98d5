/**
 * Hears of every step as it is committed (Postgres LISTEN on a connection of its own), so that the API can answer an action
 * with its outcome and a page can follow an order. A lost connection is made again; whoever waits looks into the database
 * again then, because what was announced meanwhile is gone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ActionId, OrderId } from '../domain/identifiers.ts';
import { readOutcome, STEP_CHANNEL, type ActionOutcome } from './audit.ts';
import type { Database } from './database.ts';
import type { Vault } from './envelope.ts';
import { EventQueue, parseStep, type StepEvent } from './step-events.ts';

export interface ActionWaiter {
  /** What became of an action, as soon as it is known; undefined when nothing was within the time. */
  waitForOutcome(orderId: OrderId, actionId: ActionId, timeoutMs: number): Promise<ActionOutcome | undefined>;
  /** Steps of an order from now on. Ends when `signal` aborts, the consumer returns or the waiter closes. */
  subscribe(orderId: OrderId, signal?: AbortSignal): AsyncIterableIterator<StepEvent>;
  close(): Promise<void>;
}

export interface ActionWaiterOptions {
  url: string;
  db: Database;
  vault: Vault;
  /** Told of every lost connection. */
  onError?: (error: Error) => void;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/** Starts to listen; resolves when the first connection stands. */
export async function startActionWaiter(options: ActionWaiterOptions): Promise<ActionWaiter> {
  const { url, db, vault, onError = () => {} } = options;
  const listeners = new Map<OrderId, Set<EventQueue>>();
  const closing = new AbortController();
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'beian-waiter', keepAlive: true });
    next.on('notification', ({ payload }) => deliver(parseStep(payload)));
    let lost = false;
    const onLost = (reason: Error) => {
      if (lost || closing.signal.aborted) return;
      lost = true;
      onError(reason);
      next.end().catch(onError);
      reconnect().catch(onError);
    };
    next.on('error', onLost);
    next.on('end', () => onLost(new Error('the connection that listens for steps ended')));
    await next.connect();
    await next.query(`listen ${STEP_CHANNEL}`);
    client = next;
  }

  async function reconnect(): Promise<void> {
    for (let delay = FIRST_RETRY_MS; !closing.signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      try {
        await connect();
        for (const orderId of listeners.keys()) deliver({ orderId });
        return;
      } catch (error) {
        onError(error instanceof Error ? error : new Error('could not listen for steps'));
        await sleep(delay, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  function deliver(event: StepEvent | undefined): void {
    if (event === undefined) return;
    for (const queue of listeners.get(event.orderId) ?? []) queue.push(event);
  }

  function openQueue(orderId: OrderId): EventQueue {
    const all = listeners.get(orderId) ?? new Set();
    const queue: EventQueue = new EventQueue(() => {
      all.delete(queue);
      if (all.size === 0 && listeners.get(orderId) === all) listeners.delete(orderId);
    });
    listeners.set(orderId, all.add(queue));
    if (closing.signal.aborted) queue.end();
    return queue;
  }

  async function waitForOutcome(orderId: OrderId, actionId: ActionId, timeoutMs: number) {
    const events = openQueue(orderId);
    const timer = setTimeout(() => events.end(), timeoutMs);
    try {
      const early = await readOutcome(db, vault, orderId, actionId);
      if (early !== undefined) return early;
      for await (const event of events) {
        if (event.actionId !== undefined && event.actionId !== actionId) continue;
        const outcome = await readOutcome(db, vault, orderId, actionId);
        if (outcome !== undefined) return outcome;
      }
      return undefined;
    } finally {
      clearTimeout(timer);
      events.end();
    }
  }

  function subscribe(orderId: OrderId, signal?: AbortSignal): AsyncIterableIterator<StepEvent> {
    const queue = openQueue(orderId);
    if (signal?.aborted === true) queue.end();
    else signal?.addEventListener('abort', () => queue.end(), { once: true });
    return queue;
  }

  async function close(): Promise<void> {
    closing.abort();
    for (const queues of listeners.values()) for (const queue of queues) queue.end();
    await client?.end();
  }

  await connect();
  return { waitForOutcome, subscribe, close };
}
