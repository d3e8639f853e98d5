/** What an approval lacks of the reviewer's checklist. For workflow code too: which items hold stands in the answer of the check. */
import type { Finding } from '../finding.ts';

/** An item that somebody has to tick, in the words for who has not. */
export interface AskedTick {
  item: string;
  /** The note of the approval says what was seen. */
  needsNote: boolean;
  advice: string;
}

/** Empty when every item is ticked, and named where one takes a note. */
export function notTicked(
  asked: readonly AskedTick[],
  given: { ticks: readonly string[]; hasNote: boolean },
): Finding[] {
  const ticks = new Set(given.ticks);
  const open = asked.filter(({ item }) => !ticks.has(item));
  const unnamed = given.hasNote ? [] : asked.filter(({ item, needsNote }) => needsNote && ticks.has(item));
  return [
    ...open.map(({ item, advice }) => ({ path: `review.${item}`, code: 'NOT_TICKED', advice })),
    ...unnamed.map(({ item }) => ({
      path: `review.${item}`,
      code: 'QUALIFICATION_NOT_NAMED',
      advice: 'Say in the note which qualification was seen: its name and number.',
    })),
  ];
}

/** The ticked items as the history shows them, with the note that was given; nothing where nothing was ticked. */
export function tickedDetail(ticks: readonly string[], note: string | undefined): { detail?: string } {
  if (ticks.length === 0) return {};
  return { detail: [`ticked: ${ticks.join(', ')}`, ...(note === undefined ? [] : [note])].join('; ') };
}
