/** What somebody should know before something leaves the record (R-DEREG-1, R-DEREG-2, R-DEREG-6, R-DEREG-8). None of it stops the order. */
import { suffixAmong, topSuffix } from '../identity/domain-name.ts';
import { domainsOf } from '../order/registrable-domains.ts';
import { rowOf } from '../order-types/table.ts';
import type { OrderForm } from '../order/form.ts';
import type { Order, RecordedWebsite } from './order.ts';
import { warning, type Verdict } from './verdict.ts';

export function removalRules(order: Order): Verdict[] {
  const { content } = rowOf(order.type);
  if (content.kind !== 'REMOVAL') return [];
  switch (content.removes) {
    case 'ENTITY':
      return [...everythingGoes(order), ...notFileableAgain(order)];
    case 'WEBSITES':
      return [...lastWebsite(order), ...notFileableAgain(order)];
    case 'ACCESSES':
      return [warning('record', 'TRANSFER_SOON', TRANSFER_SOON), ...lastAccess(order)];
    default:
      return content.removes satisfies never;
  }
}

const TRANSFER_SOON =
  'The number stays, and the website is not served here any more. Transfer it to another provider soon: the bureau may deregister a number without access.';

/** R-TRF-4: with the last access the entity is a shell here; with others left, both providers go on. */
function lastAccess({ form, recordedWebsites = [] }: Order): Verdict[] {
  const left = othersThan(form, recordedWebsites).filter(({ state }) => state === 'IN_USE');
  if (left.length > 0) return [];
  const advice =
    'No website of the entity is served here any more. What is left here is then a shell, and this provider removes the entity if nobody sees to it: transfer the websites before.';
  return [warning('record', 'SHELL_LEFT_HERE', advice)];
}

function othersThan(form: OrderForm, recordedWebsites: readonly RecordedWebsite[]): RecordedWebsite[] {
  const removed = new Set(domainsOf(form).map(({ domain }) => domain));
  return recordedWebsites.filter(({ domain }) => !removed.has(domain));
}

function everythingGoes({ form }: Order): Verdict[] {
  const count = Object.keys(form.websites).length;
  const advice = `The entity, its number and all of its websites (${count}) are removed and cannot be restored. To keep a website, remove only the others.`;
  return [warning('record', 'ALL_WEBSITES_GO', advice)];
}

/** The entity would be a shell, which no order here removes. */
function lastWebsite({ form, recordedWebsites = [] }: Order): Verdict[] {
  if (othersThan(form, recordedWebsites).length > 0) return [];
  const advice =
    "These are the last websites of the entity. Without them it is a shell, which only the bureau's own form removes: remove the entity instead if you need no filing any more.";
  return [warning('record', 'LAST_WEBSITE', advice)];
}

/** A suffix that could be filed when the website was, and cannot be now. */
function notFileableAgain({ form, policies, scope, on }: Order): Verdict[] {
  return domainsOf(form).flatMap(({ websiteId, domain }) => {
    const domainSuffix = topSuffix(domain);
    const { allowed, refused } = policies.resolve('domain.suffixAllowed', { ...scope, domainSuffix }, on);
    if (suffixAmong(domain, allowed) && !suffixAmong(domain, refused)) return [];
    const advice = `Domains under ${domainSuffix ?? 'this suffix'} can no longer be filed: once removed, this website cannot be filed again.`;
    return [warning(`websites.${websiteId}.domain`, 'NOT_FILEABLE_AGAIN', advice)];
  });
}
