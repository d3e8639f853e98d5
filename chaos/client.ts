/**
 * A caller as Beian's handbook wishes for: sends a request again under the same key while nobody answers or the answer is to
 * try later, and asks for the outcome of an action that was stored. An action counts as accepted when it was answered 200, 202
 * or refused by the filing itself.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { InTurn } from './turns.ts';

export interface Reply {
  status: number;
  body: unknown;
  location: string | undefined;
}

/** An action that Beian accepted under its id. */
export interface Accepted {
  orderId: string;
  actionId: string;
  action: string;
}

export interface Ledger {
  accepted: Accepted[];
  requests: number;
  /** Requests that were sent again because nobody answered, or the answer was to try later. */
  repeats: number;
  /** Answers that no caller should get: 5xx other than 502, 503 and 504. */
  faults: string[];
}

export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

const problemSchema = z.object({ code: z.string().default(''), order: z.string().optional() }).catch({ code: '' });
export const problemOf = (reply: Reply) => problemSchema.parse(reply.body);

/** Refusals that pass by themselves: the caller acts anew later. */
const PASSING: ReadonlySet<string> = new Set(['LOOK_UP_UNAVAILABLE', 'KEY_IN_USE']);
const LATER: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const REQUEST_MS = 60_000;
const LOOK_AGAIN_MS = 1_500;
/** How long a caller goes on before it gives up; outages here are short. */
const PATIENCE_MS = 6 * 60_000;

export class Caller {
  readonly #baseUrl: string;
  readonly #token: string | undefined;
  readonly #inTurn: InTurn;
  readonly #ledger: Ledger;

  constructor(baseUrl: string, inTurn: InTurn, ledger: Ledger, token?: string) {
    this.#baseUrl = baseUrl;
    this.#inTurn = inTurn;
    this.#ledger = ledger;
    this.#token = token;
  }

  /** The answer that is not to try again; throws {@link Unexpected} when there is none for minutes. */
  async ask(method: string, path: string, body?: object | FormData, key?: string): Promise<Reply> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (let wait = 250; ; wait = Math.min(wait * 2, 4_000)) {
      const reply = await this.#inTurn(() => this.#send(method, path, body, key));
      if (reply !== undefined && !this.#isToTryAgain(method, path, reply)) return reply;
      if (Date.now() > giveUpAt) throw new Unexpected(`${method} ${path} got no answer: ${JSON.stringify(reply)}`);
      this.#ledger.repeats += 1;
      await pause(wait);
    }
  }

  /** Like `ask`, but throws unless the answer is a success. */
  async must(method: string, path: string, body?: object | FormData, key?: string): Promise<unknown> {
    const reply = await this.ask(method, path, body, key);
    if (reply.status < 300) return reply.body;
    throw new Unexpected(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  }

  /** Takes an action on an order and waits for its outcome. A refusal that passes by itself is followed by another try. */
  async act(orderId: string, action: string, name: string, data?: object): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const actionId = `${name}-${attempt}-chaos`;
      const path = `/v1/orders/${orderId}/actions/${action}`;
      const reply = await this.ask('POST', path, data === undefined ? {} : { data }, actionId);
      const outcome = reply.status === 202 ? await this.#outcomeAt(reply) : reply;
      if (reply.status === 202 || outcome.status === 200) this.#ledger.accepted.push({ orderId, actionId, action });
      const { code } = problemOf(outcome);
      if (outcome.status === 200 && code === '') return;
      if (!PASSING.has(code) || Date.now() > giveUpAt) {
        throw new Unexpected(`${action} was answered ${outcome.status}: ${JSON.stringify(outcome.body)}`);
      }
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** Asks where a stored action said until the outcome is known; a refusal is given the form of a refusal's answer. */
  async #outcomeAt({ location = '' }: Reply): Promise<Reply> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (Date.now() < giveUpAt) {
      const reply = await this.ask('GET', location);
      const { outcome, reason } = outcomeSchema.parse(reply.body);
      if (outcome === 'APPLIED') return { ...reply, body: {} };
      if (outcome === 'REFUSED') return { ...reply, status: 409, body: { code: reason } };
      await pause(LOOK_AGAIN_MS);
    }
    throw new Unexpected(`${location} stayed without an outcome`);
  }

  async #send(method: string, path: string, body?: object | FormData, key?: string): Promise<Reply | undefined> {
    this.#ledger.requests += 1;
    const isForm = body instanceof FormData;
    try {
      const response = await fetch(`${this.#baseUrl}${path}`, {
        method,
        headers: {
          ...(this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
          ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === '' ? undefined : JSON.parse(text),
        location: response.headers.get('Location') ?? undefined,
      };
    } catch {
      return undefined; // nobody answered, or the answer broke off
    }
  }

  #isToTryAgain(method: string, path: string, reply: Reply): boolean {
    if (reply.status === 500) this.#ledger.faults.push(`${method} ${path}: ${JSON.stringify(reply.body)}`);
    return LATER.has(reply.status) || problemOf(reply).code === 'KEY_IN_USE';
  }
}

const outcomeSchema = z.object({ outcome: z.string().catch('PENDING'), reason: z.string().optional() });
