import type { ActionData } from '../../../domain/lifecycle/action.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import type { Filing } from '../stage.ts';

/** The call log of this stay with one more call in it (R-SM-3, R-SMS-18). */
export const recordCall = (filing: Filing, by: string, outcome: string): Progress['calls'] => [
  ...filing.progress.calls,
  { at: filing.now(), by, outcome },
];

/** The result of a call, for the history. */
export const callDetail = ({ outcome, note }: ActionData<'callOutcome'>): string =>
  note === undefined ? outcome : `${outcome}: ${note}`;

/** How many of the last calls nobody answered; an answered call starts the count again (R-SM-3). */
export const unansweredInARow = (calls: Progress['calls']): number =>
  calls.length - 1 - calls.findLastIndex(({ outcome }) => outcome !== 'NO_ANSWER');
