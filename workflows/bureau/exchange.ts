/** The loop of sender and fetcher: turn after turn, and a wait where a turn says so, until something wakes it. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { WAKE, type ExchangeInput, type Turn } from '../../domain/bureau/exchange.ts';

const WAITS_FOR = defineSearchAttributeKey('BureauWaitsFor', SearchAttributeType.KEYWORD);
const AT_WORK = 'NOTHING';

/** Events after which the loop goes on in a new run. */
const MOST_EVENTS = 4_000;

/** @param shown what operators see that it waits for; handed from run to run, so that it is written only when it changes */
export async function exchange(
  input: ExchangeInput,
  shown: string | undefined,
  turn: (input: ExchangeInput) => Promise<Turn>,
): Promise<void> {
  let woken = false;
  setHandler(defineSignal(WAKE), () => {
    woken = true;
  });
  let seen = shown;
  for (;;) {
    woken = false;
    const last = await turn(input);
    seen = show(seen, last);
    if (!last.goOn) {
      if (last.waitsFor === 'CONFIGURATION') return;
      await condition(() => woken, last.forMs);
    }
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    if (continueAsNewSuggested || historyLength >= MOST_EVENTS) await continueAsNew(input, seen);
  }
}

/** Codes and numbers only: neither search attributes nor details are encrypted. */
function show(seen: string | undefined, turn: Turn): string {
  const waitsFor = turn.goOn ? AT_WORK : turn.waitsFor;
  if (waitsFor !== seen) upsertSearchAttributes([{ key: WAITS_FOR, value: waitsFor }]);
  setCurrentDetails(
    turn.goOn
      ? `At work. Last: ${turn.did}${turn.number === undefined ? '' : ` ${turn.number}`}.`
      : `**${turn.waitsFor}** — waits ${Math.ceil(turn.forMs / 1000)} s at most, or until it is woken.`,
  );
  return waitsFor;
}
