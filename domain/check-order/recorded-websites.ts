/** What an order meets on record: websites of the entity that stand there already. Nearly all of it only warns. */
import { domainsOf } from '../order/registrable-domains.ts';
import { rowOf } from '../order-types/table.ts';
import { entityNumberOf } from '../record/icp-number.ts';
import { daysFrom } from '../time/instant.ts';
import type { Order, RecordedWebsite } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

export const recordedWebsiteRules = (order: Order): Verdict[] => [
  ...oldWebsites(order),
  ...expiredHeads(order),
  ...shellLeftBehind(order),
  ...severalNumbers(order),
];

/** Websites of the order itself are judged by its form. `path` names the place on record, from 1. */
function besideTheOrder({ form, recordedWebsites = [] }: Order): (RecordedWebsite & { path: string })[] {
  const ofOrder = new Set(domainsOf(form).map(({ domain }) => domain));
  return recordedWebsites
    .map((website, index) => ({ ...website, path: `record.websites.${index + 1}` }))
    .filter(({ domain }) => !ofOrder.has(domain));
}

/** R-SITE-7, A-092: a bureau may send the order back because of an old website; the customer may go on. */
const oldWebsites = (order: Order): Verdict[] =>
  besideTheOrder(order).flatMap(({ path, state, elsewhere }): Verdict[] => {
    switch (state) {
      case 'IN_USE':
        return [];
      case 'UNUSED':
        return elsewhere === true ? [] : [warning(path, 'OLD_WEBSITE_UNUSED', UNUSED)];
      case 'BEING_REBUILT':
        return [warning(path, 'OLD_WEBSITE_REBUILT', REBUILT)];
      default:
        return state satisfies never;
    }
  });

const UNUSED = 'A filed website is not in use. Deregister it first, or the bureau may refuse.';
const REBUILT = 'A filed website is being rebuilt. Finish it first, or the bureau may refuse.';

/** R-CHG-6, R-PER-11: the change is offered; a further website need not wait for it. */
const expiredHeads = (order: Order): Verdict[] =>
  besideTheOrder(order).flatMap(({ path, number, headValidUntil }) => {
    if (headValidUntil === undefined) return [];
    const left = daysFrom(order.on, headValidUntil);
    const warned = Math.max(
      ...order.policies.resolve('watch.daysBefore', { ...order.scope, subject: 'DOCUMENT' }, order.on),
    );
    if (left > warned) return [];
    if (left >= 0) {
      const soon = `The identity document of the person in charge of ${number ?? 'a website on record'} is valid for ${left} more days. Renew it, then open a change of this website from the record.`;
      return [warning(path, 'SITE_HEAD_EXPIRES_SOON', soon)];
    }
    const advice = `The identity document of the person in charge of ${number ?? 'a website on record'} has expired. Open a change of this website from the record and give the new document.`;
    return [warning(path, 'SITE_HEAD_EXPIRED', advice)];
  });

/** R-ACC-10: some bureaus take neither a transfer nor a new website of an entity with two filing numbers. */
function severalNumbers({ type, policies, scope, on, recordedWebsites = [] }: Order): Verdict[] {
  const { family } = rowOf(type);
  if (family !== 'ADDING' && family !== 'TRANSFER') return [];
  if (policies.resolve('entity.severalNumbers', scope, on) === 'ALLOWED') return [];
  const numbers = new Set(
    recordedWebsites.flatMap(({ number }) => (number === undefined ? [] : [entityNumberOf(number)])),
  );
  return numbers.size < 2 ? [] : [blocking('record', 'TWO_NUMBERS', TWO_NUMBERS)];
}

const TWO_NUMBERS =
  'This entity has two filing numbers, which this bureau does not take. Deregister one of them first, then submit again.';

/** R-TRF-4: who moves only some of the websites leaves the others as they are, at both providers. */
function shellLeftBehind(order: Order): Verdict[] {
  if (rowOf(order.type).family !== 'TRANSFER') return [];
  const isElsewhere = ({ elsewhere }: RecordedWebsite): boolean => elsewhere === true;
  if (!(order.recordedWebsites ?? []).some(isElsewhere) || besideTheOrder(order).some(isElsewhere)) return [];
  return [warning('record', 'SHELL_AT_FORMER_PROVIDER', SHELL_LEFT_BEHIND)];
}

const SHELL_LEFT_BEHIND =
  'All websites leave the former provider. What it has of the entity is then a shell, and it removes the entity if nobody sees to it: tell that provider to cancel only its accesses.';
