/** What an applicant should have ready before opening an order (R-NEED-15, A-043, A-083), each item with its state. */
import type { DomainFacts, InstanceFacts, NotKnown } from '../assets/asset-facts.ts';
import { checkInstance } from '../check-order/instances.ts';
import type { CivilDate } from '../time/instant.ts';
import type { Policies } from '../policy/policy.ts';

export const PREPARATION_ITEMS = ['ACCOUNT', 'DOMAIN', 'INSTANCE', 'PRE_APPROVAL', 'RULES'] as const;
/** An order may be opened with items of `WARNING` or `UNKNOWN`; a `MISSING` item stops it sooner or later. */
export const PREPARATION_STATES = ['READY', 'WARNING', 'MISSING', 'UNKNOWN'] as const;

export interface PreparationItem {
  item: (typeof PREPARATION_ITEMS)[number];
  state: (typeof PREPARATION_STATES)[number];
  text: string;
}

export interface Preparation {
  accountVerified: boolean;
  /** `NOT_NAMED`: the question names no domain. Undefined: no such domain exists. */
  domain: DomainFacts | NotKnown | 'NOT_NAMED' | undefined;
  /** A server of the account; undefined when the account has no such server. */
  instance: InstanceFacts | NotKnown | 'NOT_NAMED' | undefined;
}

export const preparationList = (given: Preparation, policies: Policies, on: CivilDate): PreparationItem[] => [
  accountItem(given),
  domainItem(given),
  instanceItem(given, policies, on),
  {
    item: 'PRE_APPROVAL',
    state: 'UNKNOWN',
    text: 'News, medicine, education, games and other listed sectors need a prior approval; have its number and a scan ready.',
  },
  {
    item: 'RULES',
    state: 'MISSING',
    text: "Read the bureau's rules (POST /v1/order-types shows them) and confirm them when you open the order.",
  },
];

const NOT_LOOKED_UP = 'The look-up gave no answer just now. Ask again in a minute.';

function accountItem({ accountVerified }: Preparation): PreparationItem {
  if (accountVerified) return { item: 'ACCOUNT', state: 'READY', text: 'The account is registered and verified.' };
  const text = 'Have the account verified; you also need it later to maintain the filing.';
  return { item: 'ACCOUNT', state: 'MISSING', text };
}

function domainItem({ domain }: Preparation): PreparationItem {
  const item = (state: PreparationItem['state'], text: string) => ({ item: 'DOMAIN' as const, state, text });
  if (domain === 'NOT_NAMED') {
    return item('UNKNOWN', 'Register a domain and have its owner verified. Name the domain here to have it looked up.');
  }
  if (domain === 'OUTAGE' || domain === 'REFUSED') return item('UNKNOWN', NOT_LOOKED_UP);
  if (domain?.registered !== true) return item('MISSING', 'The domain is not registered.');
  if (domain.realNameVerifiedOn !== undefined) return item('READY', 'The domain is registered and its owner verified.');
  return item('WARNING', "The owner's identity is not verified yet. Have it verified before the provider approves.");
}

function instanceItem({ instance }: Preparation, policies: Policies, on: CivilDate): PreparationItem {
  const item = (state: PreparationItem['state'], text: string) => ({ item: 'INSTANCE' as const, state, text });
  if (instance === 'NOT_NAMED') {
    return item(
      'UNKNOWN',
      'Get a mainland server here, or an authorization code for one. Name it here to have it looked up.',
    );
  }
  if (instance === 'OUTAGE' || instance === 'REFUSED') return item('UNKNOWN', NOT_LOOKED_UP);
  if (instance === undefined) return item('MISSING', 'This account has no such server.');
  const [finding] = checkInstance(instance, policies, on);
  return finding === undefined ? item('READY', 'The server can back a filing.') : item('MISSING', finding.advice);
}
