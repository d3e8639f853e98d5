/** What must be at hand before an order is opened (R-NEED-15, A-043, A-083), each item with its state. */
import type { DomainFacts, InstanceFacts } from './assets.ts';
import { checkInstance } from './check-order/instances.ts';
import type { CivilDate } from './instant.ts';
import type { Policies } from './policy/policy.ts';

export interface Preparation {
  accountVerified: boolean;
  domain: DomainFacts | undefined;
  /** A server of the account, or the one an authorization code stands for. */
  instance: InstanceFacts | undefined;
  /** Sectors that apply and those whose permit is at hand. */
  sectors: { needed: readonly string[]; atHand: readonly string[] };
  rulesRead: boolean;
}

export interface PreparationItem {
  item: 'ACCOUNT' | 'DOMAIN' | 'SERVER' | 'PRE_APPROVAL' | 'RULES_READ';
  /** An order may be opened with a warning, not with something missing. */
  state: 'DONE' | 'WARNING' | 'MISSING';
  advice?: string;
}

export function preparationList(given: Preparation, policies: Policies, on: CivilDate): PreparationItem[] {
  return [
    item('ACCOUNT', given.accountVerified, 'Register the account and have its identity verified.'),
    domainItem(given.domain),
    serverItem(given.instance, policies, on),
    preApprovalItem(given.sectors),
    item('RULES_READ', given.rulesRead, "Read the bureau's rules and confirm that you did."),
  ];
}

/** The items that keep an order from being opened. */
export function missingItems(items: readonly PreparationItem[]): PreparationItem[] {
  return items.filter(({ state }) => state === 'MISSING');
}

function item(name: PreparationItem['item'], done: boolean, advice: string): PreparationItem {
  return done ? { item: name, state: 'DONE' } : { item: name, state: 'MISSING', advice };
}

function domainItem(domain: DomainFacts | undefined): PreparationItem {
  if (domain === undefined || !domain.registered) return item('DOMAIN', false, 'Register the domain first.');
  if (domain.realNameVerifiedOn !== undefined) return item('DOMAIN', true, '');
  const advice = 'The registrant is not verified yet: the order may be submitted, but is approved only afterwards.';
  return { item: 'DOMAIN', state: 'WARNING', advice };
}

function serverItem(instance: InstanceFacts | undefined, policies: Policies, on: CivilDate): PreparationItem {
  if (instance === undefined) {
    return item(
      'SERVER',
      false,
      "Get a mainland server here or an authorization code; else file with your server's provider.",
    );
  }
  const [problem] = checkInstance(instance, policies, on);
  return item('SERVER', problem === undefined, problem?.advice ?? '');
}

function preApprovalItem({ needed, atHand }: Preparation['sectors']): PreparationItem {
  const open = needed.filter((sector) => !atHand.includes(sector));
  if (open.length === 0) return item('PRE_APPROVAL', true, '');
  return { item: 'PRE_APPROVAL', state: 'WARNING', advice: `Have the permits ready: ${open.join(', ')}.` };
}
