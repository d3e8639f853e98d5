/**
 * Tells filings that something they depend on has changed. What they are to hear is stored in the transaction of the change;
 * here it is sent as far as a few seconds allow, and the sweeper sends the rest. No filing keeps another from hearing.
 */
import { stillOwed } from '../../store/owed/owed-work.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { handlers } from '../owed/handlers.ts';
import { workOff } from '../owed/work-off.ts';
import { temporalAnswers } from './process-client.ts';

export interface Told {
  /** How many signals were sent, or are of no use because the order has ended. */
  filingsTold: number;
  /** How many are still owed; they are sent by themselves. */
  filingsOwed: number;
}

/** A caller who waits longer gives up. */
const WITHIN_MS = 5_000;

/** Sends what is owed to filings, by the numbers of the work. Everything is stored, so Temporal may be away. */
export async function tellFilings(deps: SendDependencies, owed: readonly number[]): Promise<Told> {
  if (owed.length === 0) return { filingsTold: 0, filingsOwed: 0 };
  try {
    await temporalAnswers(deps);
    await workOff(deps, handlers(deps), WITHIN_MS);
  } catch (error) {
    deps.log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'filings are told later');
  }
  const filingsOwed = await stillOwed(deps.database, owed);
  return { filingsTold: owed.length - filingsOwed, filingsOwed };
}
