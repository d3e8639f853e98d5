/** The order leaves the customer: for the first time, corrected, or brought back to life. */
import type { CheckAnswer, CheckPurpose } from '../../../activities/contract.ts';
import type { Effect } from '../../../domain/lifecycle/effect.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import { nextOn, pathOf } from '../../../domain/order-types/path.ts';
import { present } from '../../../domain/present.ts';
import type { Filing } from '../stage.ts';
import { goTo, refuse, type Applied } from '../outcome.ts';
import { ofWrongAccount, unfit } from './checked.ts';
import { beginHandOver } from './handing-over.ts';

/**
 * Everything is checked under today's rules; when something is missing or wrong, it is named and nothing changes (R-SM-17,
 * R-SM-18).
 */
export async function submit(filing: Filing, purpose: CheckPurpose) {
  const answer = await filing.check(purpose);
  if (!answer.typeStillRight) return refuse('TYPE_CHANGED', { items: answer.blocking, tasks: answer.tasks ?? [] });
  const refused = ofWrongAccount(answer) ?? unfit(answer);
  if (refused) return refused;
  const to = nextOn(pathOf(answer), 'SUBMISSION', {});
  return to === 'PRELIM_REVIEW' ? intoReview(filing, answer) : unreviewed(filing, answer);
}

/** A new round of the preliminary review (N-1). From now on other orders that file the same are refused. */
export const intoReview = (
  filing: Filing,
  answer: CheckAnswer,
  effects: readonly Effect[] = [],
): Applied<'PRELIM_REVIEW'> =>
  goTo('PRELIM_REVIEW', {
    effects: [...effects, 'reserveDomains'],
    change: freshRound(filing, answer),
    notices: [{ code: 'N-1', facts: {} }],
    ...wentOnDespite(answer),
  });

/** The customer was warned of old websites and submitted all the same; the history keeps it (R-SITE-7, A-092). */
function wentOnDespite({ warnings }: CheckAnswer): Pick<Applied<'PRELIM_REVIEW'>, 'items'> {
  const items = warnings.filter(({ code }) => OF_OLD_WEBSITES.has(code));
  return items.length === 0 ? {} : { items };
}

const OF_OLD_WEBSITES: ReadonlySet<string> = new Set(['OLD_WEBSITE_UNUSED', 'OLD_WEBSITE_REBUILT']);

/** Nobody at the provider reviews it. Where no reviewer hands it over either, it is on its way at once (R-SM-16). */
function unreviewed(filing: Filing, answer: CheckAnswer): Applied<'READY_FOR_BUREAU'> {
  const change = freshRound(filing, answer);
  if (pathOf(answer).handedOverBy === 'REVIEWER')
    return goTo('READY_FOR_BUREAU', { effects: ['reserveDomains'], change });
  const begun = beginHandOver(filing, answer.verifiers);
  return goTo('READY_FOR_BUREAU', { ...begun, effects: ['reserveDomains'], change: { ...change, ...begun.change } });
}

/** What was said and found in earlier rounds counts no more. */
const freshRound = ({ progress }: Filing, { path, syncNames }: CheckAnswer): Partial<Progress> => ({
  round: progress.round + 1,
  ...present({ path, syncNames }),
  items: [],
  instanceLost: [],
  changeRequested: [],
  mailRequested: false,
  sms: undefined,
  autoResubmits: 0,
  decision: undefined,
  apart: undefined,
  approvedBy: undefined,
  ticked: undefined,
});
