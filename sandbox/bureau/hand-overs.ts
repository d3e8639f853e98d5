/**
 * The hand-overs that the bureau has received, by order and number. The last hand-over of an order counts; a new one ends the
 * SMS rounds of earlier ones.
 */
import { createHash } from 'node:crypto';
import type { BureauDecision } from '../../domain/lifecycle/action.ts';
import type { Memory } from '../state/memory.ts';
import type { ReceivedHandOver } from './gateway-messages.ts';
import type { RecordNumbers } from '../registers/record-keeping.ts';
import { FilingProblem } from './filing-problem.ts';
import type { SmsCode } from './sms-codes.ts';

/** One hand-over, with its treatment by bureau and MIIT. */
export interface FilingHandOver {
  content: ReceivedHandOver;
  fingerprint: string;
  reference: string;
  /** Number of requests with this hand-over, repeated ones included. */
  deliveries: number;
  answer: { status: 'ACCEPTED'; reference: string; at: string } | { status: 'RECEIVED'; reference: string };
  sentAt?: string;
  codes: SmsCode[];
  outcome?: 'RETURNED' | BureauDecision['decision'];
  numbers?: RecordNumbers;
  /** Auto mode's steps are still to come. */
  goesOnByItself?: boolean;
}

export type HandOvers = ReturnType<typeof createHandOvers>;

export function createHandOvers(memory: Memory) {
  const kept = memory.collection<FilingHandOver>('handOvers');
  const references = memory.collection<number>('references');
  const orders = new Map<string, Map<number, FilingHandOver>>();
  for (const handOver of kept.values()) ofOrder(handOver.content.orderId).set(handOver.content.handOver, handOver);

  function ofOrder(orderId: string): Map<number, FilingHandOver> {
    const handOvers = orders.get(orderId) ?? new Map<number, FilingHandOver>();
    orders.set(orderId, handOvers);
    return handOvers;
  }

  /** Called after every change of a hand-over. */
  const keep = (handOver: FilingHandOver) =>
    kept.set(`${handOver.content.orderId} ${handOver.content.handOver}`, handOver);

  /** Ends the SMS verification of a hand-over: its codes are no longer valid. */
  function closeRound(handOver: FilingHandOver, outcome: NonNullable<FilingHandOver['outcome']>): void {
    handOver.outcome = outcome;
    for (const code of handOver.codes) if (code.status === 'OPEN') code.status = 'CLOSED';
    keep(handOver);
  }

  /** The hand-over with this number, or the last one. Throws a {@link FilingProblem} when there is none. */
  function find(orderId: string, number?: number): FilingHandOver {
    const handOvers = orders.get(orderId);
    if (handOvers === undefined) throw new FilingProblem(404, 'UNKNOWN_ORDER', 'This order was never handed over.');
    const handOver = handOvers.get(number ?? Math.max(...handOvers.keys()));
    if (handOver === undefined) throw new FilingProblem(404, 'UNKNOWN_HAND_OVER', 'The order has no such hand-over.');
    return handOver;
  }

  /** Takes a hand-over. A repeated one gets the same answer and is not a second submission. */
  function receive(content: ReceivedHandOver, accept: 'sync' | 'async'): FilingHandOver {
    const fingerprint = fingerprintOf(content);
    const handOvers = ofOrder(content.orderId);
    const known = handOvers.get(content.handOver);
    if (known !== undefined) {
      known.deliveries += 1;
      keep(known);
      if (known.fingerprint === fingerprint) return known;
      throw new FilingProblem(409, 'DIFFERENT_CONTENT', 'This hand-over was received before with other content.');
    }
    for (const earlier of handOvers.values()) if (earlier.outcome === undefined) closeRound(earlier, 'RETURNED');
    const lastReference = (references.get('last') ?? 0) + 1;
    references.set('last', lastReference);
    const reference = `MIIT-${String(lastReference).padStart(8, '0')}`;
    const at = content.at ?? new Date().toISOString();
    const handOver: FilingHandOver = {
      content,
      fingerprint,
      reference,
      deliveries: 1,
      answer: accept === 'sync' ? { status: 'ACCEPTED', reference, at } : { status: 'RECEIVED', reference },
      codes: [],
    };
    handOvers.set(content.handOver, handOver);
    keep(handOver);
    return handOver;
  }

  return {
    find,
    receive,
    keep,
    closeRound,
    /** Every hand-over of an order, oldest first; of all orders when none is named. */
    list(orderId?: string): FilingHandOver[] {
      const chosen =
        orderId === undefined ? [...orders.values()] : [orders.get(orderId) ?? new Map<number, FilingHandOver>()];
      return chosen.flatMap((handOvers) => [...handOvers.values()]);
    },
    reset(): void {
      orders.clear();
      kept.clear();
      references.clear();
    },
  };
}

/** The content without the time of the hand-over, which may differ in a repeated request. */
function fingerprintOf({ at: _at, ...content }: ReceivedHandOver): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
