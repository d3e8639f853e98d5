/**
 * `/live/orders/{id}` and `/live/lists/{name}`: tell a page that its order or list has changed, from announcements of Postgres, as server-sent
 * events. Nothing of what changed goes over the stream; the page reads itself anew. A stream ends with the session or with the process; the
 * browser connects again by itself.
 */
import { once } from 'node:events';
import { Router, type Request, type Response } from 'express';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { expectInReach } from '../../usecases/access/orders-in-reach.ts';
import type { ConsoleDependencies } from '../dependencies.ts';
import type { Cookies } from '../http/cookies.ts';
import { ConsoleFailure } from '../http/failures.tsx';
import { isList, LISTS, type FollowedList } from './lists.ts';
import { ownersOf } from './owners.ts';

const HEARTBEAT_MS = 15_000;
/** A browser waits so long before it connects again. */
const AGAIN_MS = 1_000;
const LONGEST_MS = 2 ** 31 - 1;
/** A list that changes all the time is read anew so often. */
const LIST_PAUSE_MS = 3_000;

type LiveDependencies = Pick<ConsoleDependencies, 'actionWaiter' | 'database' | 'limits' | 'log' | 'now' | 'sessions'>;

export function liveStreams(console: LiveDependencies, cookies: Pick<Cookies, 'session'>): Router {
  const open = new Map<string, number>();
  let all = 0;
  const router = Router();

  const ownerOf = ownersOf(console);

  router.get('/live/orders/:orderId', async (req, res) => {
    const caller = await callerOf(req, res);
    if (caller === undefined) return;
    const id = req.params.orderId as OrderId;
    await expectInReach(console, caller, 'orders.read', id);
    await counted(res, caller, async (over, changed) => {
      const steps = console.actionWaiter.subscribe(id, over);
      while ((await steps.next()).done !== true) changed();
    });
  });

  router.get('/live/lists/:list', async (req, res) => {
    const caller = await callerOf(req, res);
    if (caller === undefined) return;
    const { list } = req.params;
    if (!isList(list)) throw new ConsoleFailure('NOT_FOUND');
    const { roles, of, own }: FollowedList = LISTS[list];
    if (!roles.includes(caller.role) || caller.onlyOrder !== undefined) throw new ConsoleFailure('NOT_YOURS');
    await counted(res, caller, async (over, changed) => {
      const now = atMostOnceIn(LIST_PAUSE_MS, changed);
      const leave = console.actionWaiter.onChange(of, (order) => {
        if (own === true && order !== undefined)
          void ownerOf(order).then((owner) => owner === caller.accountId && now.call());
        else now.call();
      });
      await aborted(over);
      leave();
      now.stop();
    });
  });

  /** Who is signed in; answers strangers, whose browser does not try again. */
  async function callerOf(req: Request, res: Response): Promise<Caller | undefined> {
    const token = cookies.session(req);
    const session = token === undefined ? undefined : await console.sessions.find(token);
    if (session === undefined) res.status(204).end();
    return session?.caller;
  }

  /** Follows within the limits of the visitor and of the process, until the visit, the sign-in or the process ends. */
  async function counted(res: Response, caller: Caller, follow: Follow): Promise<void> {
    const streams = open.get(caller.id) ?? 0;
    if (streams >= console.limits.streamsPerVisitor || all >= console.limits.streams) {
      res.status(429).set('Retry-After', '30').end();
      return;
    }
    open.set(caller.id, streams + 1);
    all += 1;
    try {
      await run(res, caller.expiresAt ?? Infinity, follow);
    } finally {
      all -= 1;
      const left = (open.get(caller.id) ?? 1) - 1;
      if (left > 0) open.set(caller.id, left);
      else open.delete(caller.id);
    }
  }

  async function run(res: Response, expiresAt: number, follow: Follow): Promise<void> {
    const visit = new AbortController();
    const over = AbortSignal.any([visit.signal, console.actionWaiter.closing]);
    const end = () => visit.abort();
    res.once('close', end);
    const expiry = setTimeout(end, Math.min(expiresAt - console.now(), LONGEST_MS));
    const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    const following = follow(over, () => res.write('event: changed\ndata:\n\n'));
    res.write(`retry: ${AGAIN_MS}\nevent: following\ndata:\n\n`);
    try {
      await following;
    } catch (error) {
      console.log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'an event stream broke off');
    } finally {
      clearInterval(heartbeat);
      clearTimeout(expiry);
      res.end();
    }
  }

  return router;
}

/** Calls `changed` for each change until the signal ends it. */
type Follow = (over: AbortSignal, changed: () => void) => Promise<void>;

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** Calls at once, and then once for all that came within the pause. */
function atMostOnceIn(ms: number, call: () => void): { call: () => void; stop: () => void } {
  let pause: NodeJS.Timeout | undefined;
  let isWanted = false;
  const now = (): void => {
    call();
    isWanted = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (isWanted) now();
    }, ms);
  };
  return {
    call: () => {
      if (pause === undefined) now();
      else isWanted = true;
    },
    stop: () => clearTimeout(pause),
  };
}
