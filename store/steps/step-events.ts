/** The announcement of a committed step, and the queue in which it waits for a reader who follows the order. */
import type { ActionId, CaseId } from '../../domain/identifiers.ts';

/** A step was committed. `seq` is 0 for what came after the order's end, and absent when steps may have been missed. */
export interface StepEvent {
  orderId: CaseId;
  seq?: number;
  actionId?: ActionId;
}

/** `<orderId> <seq> <actionId>`; anything else was not announced by Beian. */
export function parseStep(payload: string | undefined): StepEvent | undefined {
  const [orderId, seq, actionId] = payload?.split(' ') ?? [];
  if (orderId === undefined || seq === undefined || !/^\d+$/.test(seq)) return undefined;
  return {
    orderId: orderId as CaseId,
    seq: Number(seq),
    ...(actionId === undefined ? {} : { actionId: actionId as ActionId }),
  };
}

/**
 * Events that a slow reader has not fetched. When there are many, the oldest are dropped, because a reader looks at the
 * newest state.
 */
const MOST_WAITING = 100;

export class EventQueue implements AsyncIterableIterator<StepEvent> {
  readonly #waiting: StepEvent[] = [];
  readonly #onEnd: () => void;
  #wanted: ((result: IteratorResult<StepEvent, undefined>) => void) | undefined;
  #ended = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(event: StepEvent): void {
    if (this.#ended) return;
    if (this.#wanted !== undefined) {
      this.#wanted({ done: false, value: event });
      this.#wanted = undefined;
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd();
    this.#wanted?.({ done: true, value: undefined });
    this.#wanted = undefined;
  }

  next(): Promise<IteratorResult<StepEvent, undefined>> {
    const event = this.#waiting.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#wanted = resolve;
    });
  }

  return(): Promise<IteratorResult<StepEvent, undefined>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
