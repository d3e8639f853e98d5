/**
 * Work that may be done a few times at once only: each piece waits for its turn. A person with much to do waits for their own
 * earlier pieces and holds nobody else up.
 */
import { refusal } from './refusal.ts';

export interface TurnRules {
  /** Pieces at once: of one owner, and in all. */
  perOwner: number;
  inAll: number;
  /** Pieces that may wait: of one owner, and in all. More are refused at once. */
  waitingPerOwner: number;
  waitingInAll: number;
  /** After this time without a turn a piece is refused, in milliseconds. */
  waitMs: number;
  /** What a refusal says to do. */
  advice: { owner: string; all: string };
}

export interface Turn {
  /** Aborted when the turn is taken away. */
  signal: AbortSignal;
  /** Set by work that may have to give way: whether it makes no progress now. */
  dawdles?: () => boolean;
}

export interface Turns {
  /** Does the work when its turn comes. Refuses with `TOO_MANY` (owner) or `UNAVAILABLE` (all) when it does not come. */
  run<T>(owner: string, work: (turn: Turn) => Promise<T>): Promise<T>;
}

interface Running {
  owner: string;
  turn: Turn;
  takeAway: () => void;
}

interface Waiting {
  owner: string;
  begin: () => void;
  refuse: () => void;
}

const RETRY_AFTER_S = 5;

/**
 * @example
 * const turns = createTurns({ perOwner: 4, inAll: 64, waitingPerOwner: 12, waitingInAll: 64, waitMs: 5_000, advice });
 * await turns.run(accountId, () => store(scan));
 */
export function createTurns(rules: TurnRules): Turns {
  const running = new Set<Running>();
  const waiting = new Set<Waiting>();
  const isFull = () => running.size >= rules.inAll;
  const ofOwner = (owner: string, all: Iterable<{ owner: string }>) =>
    [...all].filter((one) => one.owner === owner).length;
  const hasShare = (owner: string) => ofOwner(owner, running) < rules.perOwner;

  const refusedTo = (owner: string) =>
    hasShare(owner)
      ? refusal('UNAVAILABLE', { detail: rules.advice.all, retryAfter: RETRY_AFTER_S })
      : refusal('TOO_MANY', { detail: rules.advice.owner, retryAfter: RETRY_AFTER_S });

  /** Whoever has the fewest turns comes first; among equals, who waits longest. */
  function beginNext(): void {
    while (!isFull()) {
      const [next] = [...waiting]
        .filter(({ owner }) => hasShare(owner))
        .toSorted((a, b) => ofOwner(a.owner, running) - ofOwner(b.owner, running));
      if (next === undefined) return;
      next.begin();
    }
  }

  const shareOf = (owner: string) => ofOwner(owner, running) + ofOwner(owner, waiting);

  /** Where no more may wait, whoever has most gives up the place that came last, to somebody who has less. */
  function makePlace(owner: string): boolean {
    if (ofOwner(owner, waiting) >= rules.waitingPerOwner) return false;
    if (waiting.size < rules.waitingInAll) return true;
    const [last] = [...waiting].toReversed().toSorted((a, b) => shareOf(b.owner) - shareOf(a.owner));
    if (last === undefined || shareOf(last.owner) <= shareOf(owner)) return false;
    last.refuse();
    return true;
  }

  /** One that makes no progress gives way to one that waits. */
  function makeRoom(): void {
    [...running].find(({ turn }) => !turn.signal.aborted && turn.dawdles?.() === true)?.takeAway();
  }

  function turnFor(owner: string): Promise<Running> {
    const mayBegin = hasShare(owner) && !isFull();
    if (mayBegin) return Promise.resolve(started(owner));
    if (!makePlace(owner)) throw refusedTo(owner);
    return new Promise((resolve, reject) => {
      const over = () => {
        clearTimeout(timer);
        clearInterval(retry);
        waiting.delete(one);
      };
      const one: Waiting = {
        owner,
        begin: () => {
          over();
          resolve(started(owner));
        },
        refuse: () => {
          over();
          reject(refusedTo(owner));
        },
      };
      const timer = setTimeout(one.refuse, rules.waitMs);
      const tryRoom = () => {
        if (hasShare(owner) && isFull()) makeRoom();
      };
      const retry = setInterval(tryRoom, LOOK_MS);
      waiting.add(one);
      tryRoom();
    });
  }

  function started(owner: string): Running {
    const away = new AbortController();
    const one: Running = { owner, turn: { signal: away.signal }, takeAway: () => away.abort() };
    running.add(one);
    return one;
  }

  return {
    async run(owner, work) {
      const one = await turnFor(owner);
      try {
        return await work(one.turn);
      } finally {
        running.delete(one);
        beginNext();
      }
    },
  };
}

const LOOK_MS = 500;
