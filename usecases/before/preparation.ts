/** What an applicant should have ready before an order is opened, each item with its state (R-NEED-15, A-043). */
import { isKnown, type InstanceFacts, type NotKnown } from '../../domain/assets/asset-facts.ts';
import { preparationList, type PreparationItem } from '../../domain/before/preparation.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { ownAccount, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

export interface PreparationAsked {
  domain?: string | undefined;
  instanceId?: string | undefined;
}

export async function preparationFor(
  deps: UseCaseDependencies,
  caller: Caller,
  { domain: host, instanceId }: PreparationAsked,
): Promise<PreparationItem[]> {
  const { policies } = await deps.rules();
  const ask = inquire(deps);
  const domain = host === undefined ? undefined : registrableDomain(host);
  const [account, domainFacts, instance] = await Promise.all([
    readAccount(deps.database, deps.vault, ownAccount(caller)),
    domain === undefined ? undefined : ask.domain(domain, {}),
    instanceId === undefined ? undefined : ask.instance(instanceId),
  ]);
  const given = {
    accountVerified: account?.verified === true,
    domain: host === undefined ? ('NOT_NAMED' as const) : domainFacts,
    instance: instanceId === undefined ? ('NOT_NAMED' as const) : ownedBy(caller, instance),
  };
  return preparationList(given, policies, civilDate(instant(deps.now())));
}

/** Nobody learns whether another account's server exists. */
const ownedBy = (caller: Caller, instance: InstanceFacts | NotKnown | undefined) =>
  isKnown(instance) && instance.ownerAccountId !== caller.accountId ? undefined : instance;
