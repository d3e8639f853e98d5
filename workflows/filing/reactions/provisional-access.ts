/** What the customer hears of provisional access, and what its clock does (R-TRF-6, R-TRF-7; N-12). */
import type { Clock } from '../../../domain/lifecycle/clocks.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import { accessNow, closedAccess, expiresWithAccess } from '../../../domain/lifecycle/provisional-access.ts';
import type { Notice } from '../../../domain/messages/notice.ts';
import { present } from '../../../domain/present.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { stay, type Applied } from '../outcome.ts';
import type { Filing } from '../stage.ts';
import { expire } from './ending.ts';

/** The website is served from now on. */
export const accessOpens = (_filing: Filing, { at: due }: Clock): Applied<never> =>
  stay({ notices: [{ code: 'N-12', facts: { variant: 'OPENED', due } }] });

export function accessEndsSoon(_filing: Filing, { at: due, reminders, remindersPassed }: Clock): Applied<never> {
  const days = reminders?.daysLeft[remindersPassed];
  return stay({ notices: [{ code: 'N-12', facts: { variant: 'DAYS_LEFT', due, ...present({ days }) } }] });
}

/** The clock rang: an order that waits for the customer expires, any other goes on without access (R-TRF-6). */
export function accessRunsOut(filing: Filing, _clock: Clock, at: Instant): Applied<'EXPIRED'> {
  const { progress } = filing;
  const change = closedAccess(progress, at);
  return expiresWithAccess(progress.stage) ? { ...expire(filing, at), change } : stay({ change });
}

/** N-12 of a step after which the website is no longer served. One that was not served yet has nothing to tell. */
export function accessClosed(before: Progress, after: Progress, at: Instant): Notice[] {
  const isClosed = accessNow(after, at).access === 'CLOSED';
  const wasOpen = accessNow(before, at).access === 'OPEN';
  return wasOpen && isClosed ? [{ code: 'N-12', facts: { variant: 'CLOSED', due: at } }] : [];
}
