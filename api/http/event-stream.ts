/**
 * Server-sent events: the present state at once and after every step, until the reader leaves, the token expires or the
 * process ends.
 */
import type { Response } from 'express';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import type { Api } from '../dependencies.ts';
import { problem } from './problems.ts';
import type { Answer } from './route.ts';

const HEARTBEAT_MS = 15_000;
/** The longest wait of a timer; a reader who is still there then connects again. */
const LONGEST_MS = 2 ** 31 - 1;

export interface EventStreams {
  follow(caller: Caller, orderId: OrderId, present: () => Promise<object | undefined>): Answer;
}

export function createEventStreams({
  actionWaiter,
  limits,
  log,
  now,
}: Pick<Api, 'actionWaiter' | 'limits' | 'log' | 'now'>): EventStreams {
  const open = new Map<string, number>();
  let all = 0;

  function follow(caller: Caller, orderId: OrderId, present: () => Promise<object | undefined>): Answer {
    const streams = open.get(caller.id) ?? 0;
    if (streams >= limits.streamsPerCaller) {
      throw problem('TOO_MANY', {
        detail: 'Close one of your open event streams first.',
        headers: { 'Retry-After': '30' },
      });
    }
    if (all >= limits.streams) {
      throw problem('TOO_MANY', {
        detail: 'Too many event streams are open here; ask for the order instead.',
        headers: { 'Retry-After': '30' },
      });
    }
    open.set(caller.id, streams + 1);
    all += 1;
    const done = () => {
      all -= 1;
      const left = (open.get(caller.id) ?? 1) - 1;
      if (left > 0) open.set(caller.id, left);
      else open.delete(caller.id);
    };
    return {
      status: 200,
      headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' },
      stream: (res) => run(res, caller, orderId, present).finally(done),
    };
  }

  async function run(
    res: Response,
    { expiresAt = Infinity }: Caller,
    orderId: OrderId,
    present: () => Promise<object | undefined>,
  ): Promise<void> {
    const over = new AbortController();
    const end = () => over.abort();
    res.once('close', end);
    if (res.closed) return; // the reader left while the order was looked up
    const expiry = setTimeout(end, Math.min(expiresAt - now(), LONGEST_MS));
    const steps = actionWaiter.subscribe(orderId, over.signal);
    const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
    try {
      await write(res, present);
      while ((await steps.next()).done !== true) await write(res, present);
    } catch (error) {
      log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'an event stream broke off');
    } finally {
      clearInterval(heartbeat);
      clearTimeout(expiry);
      res.end();
    }
  }

  return { follow };
}

async function write(res: Response, present: () => Promise<object | undefined>): Promise<void> {
  const state = await present();
  if (state !== undefined && res.writable) res.write(`event: order\ndata: ${JSON.stringify(state)}\n\n`);
}
