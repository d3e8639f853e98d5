/** Identity verification of the registrant (R-DOM-1, R-DOM-9): an order may be submitted without it, but not approved. */
import type { DomainFacts } from '../assets/asset-facts.ts';
import {
  atTimeOfDay,
  dueInCalendarDays,
  formatInstant,
  type CivilDate,
  type Instant,
  type TimeOfDay,
} from '../time/instant.ts';
import { afterSubmission, type Order } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

export function verifiedRules(order: Order, path: string, facts: DomainFacts): Verdict[] {
  const say = afterSubmission(order) ? blocking : warning;
  const item = `${path}.realName`;
  if (facts.realNameVerifiedOn === undefined) {
    return [
      say(
        item,
        'DOMAIN_NOT_VERIFIED',
        "Have the registrar verify the registrant's identity; the order is approved only after that and a wait of three days.",
      ),
    ];
  }
  const ready = readyAt(order, facts, facts.realNameVerifiedOn as CivilDate);
  if (order.at >= ready) return [];
  const advice = `The verification reaches MIIT by ${formatInstant(ready)}. The order can be approved from then on.`;
  return [say(item, 'DOMAIN_VERIFICATION_TOO_FRESH', advice)];
}

/** 3 calendar days for domains registered here, 3 business days for others (R-DOM-9). */
function readyAt({ policies, scope, on, calendar }: Order, facts: DomainFacts, verifiedOn: CivilDate): Instant {
  const { here, elsewhere } = policies.resolve('domain.realNameWait', scope, on);
  const from = atTimeOfDay(verifiedOn, '00:00' as TimeOfDay);
  if (facts.registeredHere === true) return dueInCalendarDays(from, here);
  return calendar.deadline(from, elsewhere, policies.resolve('calendar.bdClose', {}, on)).at;
}
