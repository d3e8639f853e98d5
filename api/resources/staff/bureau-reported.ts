/** How the API answers a report to a bureau. */
import type { ReportOutcome } from '../../../usecases/bureau/reports.ts';
import { problem } from '../../http/problems.ts';
import { answer, type Answer } from '../../http/route.ts';

export function reported(done: ReportOutcome): Answer {
  switch (done.outcome) {
    case 'REPORTED':
      return answer(202, { id: done.id });
    case 'NO_ACCOUNT':
      throw problem('NOT_FOUND', { detail: 'Beian speaks to no bureau by an account of this name.' });
    case 'UNKNOWN':
      throw problem('NOT_FOUND', { detail: 'There is nothing of this number that can be reported now.' });
    case 'NOT_TAKEN':
      throw problem('INVALID', { detail: `MIIT's interface does not take ${done.element} as it is.` });
    default:
      return done satisfies never;
  }
}
