/**
 * Looks facts up while a caller waits. A short failure is tried again; an outage or a refusal is returned as an answer.
 * So the check of an order gets the known facts within a limited time and goes on without the others.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { NotKnown } from '../domain/assets/asset-facts.ts';
import { AskPersonError, PermanentError, RetryableError } from '../adapters/delivery-faults.ts';

const FIRST_PAUSE_MS = 200;
const TRIES = 3;

/** Receives the reason of a party's refusal, for the operators who can resolve it. The message names no person. */
export type OnRefused = (error: Error) => void;

/**
 * Asks, and asks again after a failure that may pass. Errors that do not come from the party are thrown.
 *
 * @example
 * const record = await lookUpPatiently(() => bureau.lookUp(query), 20_000);
 */
export async function lookUpPatiently<Facts extends object | undefined>(
  ask: () => Promise<Facts>,
  withinMs: number,
  onRefused: OnRefused = () => {},
): Promise<Facts | NotKnown> {
  const answered = new AbortController();
  const outOfTime = pause(withinMs, 'OUTAGE' as const, { signal: answered.signal, ref: false }).catch(
    () => 'OUTAGE' as const,
  );
  try {
    return await Promise.race([askSomeTimes(ask, onRefused), outOfTime]);
  } finally {
    answered.abort();
  }
}

async function askSomeTimes<Facts>(ask: () => Promise<Facts>, onRefused: OnRefused): Promise<Facts | NotKnown> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof PermanentError || error instanceof AskPersonError) {
        onRefused(error);
        return 'REFUSED';
      }
      if (!(error instanceof RetryableError)) throw error;
      if (tries === TRIES) return 'OUTAGE';
      await pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
}
