/** Turn after turn in one task of Temporal while there is something to do: a hundred files that wait cost no hundred tasks. */
import type { ExchangeInput, Turn } from '../../domain/bureau/exchange.ts';

type TakeTurn = (input: ExchangeInput) => Promise<Turn>;

/** After so long the task ends, so that the process shows what it does, and a worker that is asked to stop need not wait. */
const IN_A_ROW_MS = 10_000;

/** The last turn that did something; where none did, what is waited for. */
export const inARow =
  (turn: TakeTurn, { mostMs = IN_A_ROW_MS, now = Date.now }: { mostMs?: number; now?: () => number } = {}): TakeTurn =>
  async (input) => {
    const until = now() + mostMs;
    let last = await turn(input);
    while (last.goOn && now() < until) {
      const next = await turn(input);
      if (!next.goOn) return last;
      last = next;
    }
    return last;
  };
