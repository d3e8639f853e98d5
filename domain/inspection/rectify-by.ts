import type { Policies } from '../policy/policy.ts';
import { civilDate, dueInCalendarDays, type Instant } from '../time/instant.ts';

/** Until when what is found now must be put right (`inspection.rectifyDays`). */
export const rectifyBy = (policies: Policies, foundAt: Instant): Instant =>
  dueInCalendarDays(foundAt, policies.resolve('inspection.rectifyDays', {}, civilDate(foundAt)));
