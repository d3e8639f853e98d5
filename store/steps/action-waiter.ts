/**
 * Hears of every committed step, so that the API can answer an action with its outcome and a page can follow an order.
 * Announcements may get lost, so every wait also looks into the database from time to time.
 */
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Followed } from './announcement.ts';
import { readOutcome, type ActionOutcome } from '../audit/history.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { EventQueue, type StepEvent } from './step-events.ts';
import { listenForSteps, type StepListenerOptions } from './step-listener.ts';

export interface ActionWaiter {
  /** The outcome of an action as soon as it is known; undefined when it is not known within the time. */
  waitForOutcome(orderId: CaseId, actionId: ActionId, timeoutMs: number): Promise<ActionOutcome | undefined>;
  /** Steps of an order from now on. Ends when `signal` aborts, the consumer returns or the waiter closes. */
  subscribe(orderId: CaseId, signal?: AbortSignal): AsyncIterableIterator<StepEvent>;
  /**
   * Calls whenever one of these changes, or may have; what it returns ends that. Of a step it names the case, when that is known; after
   * a gap anything may have changed.
   */
  onChange(followed: readonly Followed[], changed: (of?: CaseId) => void): () => void;
  /** Aborts when the waiter closes. */
  closing: AbortSignal;
  /** False while announcements of steps are not received; outcomes then come late. */
  isListening: () => boolean;
  close(): Promise<void>;
}

export interface ActionWaiterOptions extends Pick<StepListenerOptions, 'url' | 'probeEveryMs' | 'answerWithinMs'> {
  db: Database;
  vault: Vault;
  /** Told of every lost connection. */
  onError?: (error: Error) => void;
  /** How often a wait looks into the database although nothing was announced, in milliseconds. */
  lookEveryMs?: number;
}

/** Starts to listen; resolves when the first connection is open. */
export async function startActionWaiter(options: ActionWaiterOptions): Promise<ActionWaiter> {
  const { db, vault, onError = () => {}, lookEveryMs = 2_000, ...connection } = options;
  const listeners = new Map<CaseId, Set<EventQueue>>();
  const closing = new AbortController();

  const followers = new Set<{ followed: ReadonlySet<string>; changed: (of?: CaseId) => void }>();

  /** Tells those who follow it; without a name everybody. */
  function tell(what?: string, of?: CaseId): void {
    for (const { followed, changed } of followers) if (what === undefined || followed.has(what)) changed(of);
  }

  function deliver(event: StepEvent): void {
    for (const queue of listeners.get(event.orderId) ?? []) queue.push(event);
  }

  function openQueue(orderId: CaseId): EventQueue {
    const all = listeners.get(orderId) ?? new Set();
    const queue: EventQueue = new EventQueue(() => {
      all.delete(queue);
      if (all.size === 0 && listeners.get(orderId) === all) listeners.delete(orderId);
    });
    listeners.set(orderId, all.add(queue));
    if (closing.signal.aborted) queue.end();
    return queue;
  }

  async function waitForOutcome(orderId: CaseId, actionId: ActionId, timeoutMs: number) {
    const events = openQueue(orderId);
    const look = () => readOutcome(db, vault, orderId, actionId);
    const timer = setTimeout(() => events.end(), timeoutMs);
    const unasked = setInterval(() => events.push({ orderId }), lookEveryMs);
    try {
      const early = await look();
      if (early !== undefined) return early;
      for await (const event of events) {
        if (event.actionId !== undefined && event.actionId !== actionId) continue;
        const outcome = await look();
        if (outcome !== undefined) return outcome;
      }
      return await look();
    } finally {
      clearTimeout(timer);
      clearInterval(unasked);
      events.end();
    }
  }

  function subscribe(orderId: CaseId, signal?: AbortSignal): AsyncIterableIterator<StepEvent> {
    const queue = openQueue(orderId);
    if (signal?.aborted === true) queue.end();
    else signal?.addEventListener('abort', () => queue.end(), { once: true });
    return queue;
  }

  const listener = await listenForSteps({
    ...connection,
    onError,
    onStep: (event) => {
      deliver(event);
      tell('steps', event.orderId);
    },
    onChange: (table) => tell(table),
    onGap: () => {
      tell();
      for (const orderId of listeners.keys()) deliver({ orderId });
    },
  });
  return {
    waitForOutcome,
    subscribe,
    onChange(followed, changed) {
      const follower = { followed: new Set(followed), changed };
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    closing: closing.signal,
    isListening: listener.isListening,
    async close() {
      closing.abort();
      for (const queues of listeners.values()) for (const queue of queues) queue.end();
      await listener.close();
    },
  };
}
