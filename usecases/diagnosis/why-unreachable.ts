/** Why a website cannot be reached: what is known of the domain, what is measured of the website, and the first cause that holds. */
import { isKnown } from '../../domain/assets/asset-facts.ts';
import type { Decision } from '../../domain/access/decide.ts';
import { explanationOf, type Cause, type Explanation } from '../../domain/diagnosis/causes.ts';
import { diagnose } from '../../domain/diagnosis/diagnose.ts';
import type { Measured } from '../../domain/diagnosis/measured.ts';
import { suffixAmong } from '../../domain/identity/domain-name.ts';
import type { PolicyValue } from '../../domain/policy/policy.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { isSiteOf, serversOfDomain } from '../../store/access/sites-of-domain.ts';
import { ownAccount, type Caller } from '../access/caller.ts';
import { access } from '../access/permissions.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { mayBeServed } from '../record/access-gate.ts';
import { refusal } from '../refusal.ts';

type DiagnosisDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'rules' | 'now' | 'assets' | 'bureau' | 'probe' | 'probeTurns'
>;

export interface Diagnosis {
  at: Instant;
  cause: Cause;
  gate: Decision;
  measured: Measured;
  /** Where the website should be. */
  servers: string[];
  contacts: PolicyValue<'provider.contacts'>;
  nameServers: PolicyValue<'provider.nameServers'>;
  /** The step at fault, and what to do. */
  explanation: Explanation;
}

interface Site {
  host: string;
  /** The registrable domain of the host. */
  domain: string;
}

/** Servers that are looked up of a website, present ones or former ones. */
const MOST_SERVERS = 10;

/**
 * Diagnoses a host. Customers ask about their own websites; another is refused as if it did not exist, so that nobody learns whose it
 * is or has strangers looked at. One look at a time for each account.
 */
export async function whyUnreachable(deps: DiagnosisDependencies, caller: Caller, site: Site): Promise<Diagnosis> {
  const isLimited = access['diagnosis.ask'][caller.role] === 'OWN';
  if (isLimited && !(await isSiteOf(deps.database, site.domain, ownAccount(caller)))) {
    throw refusal('NOT_FOUND', { detail: 'None of your records or orders has this domain.' });
  }
  return deps.probeTurns.run(caller.accountId ?? caller.id, () => look(deps, site));
}

async function look(deps: DiagnosisDependencies, { host, domain }: Site): Promise<Diagnosis> {
  const ask = inquire(deps);
  const at = instant(deps.now());
  const addressesOf = async (instanceIds: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(instanceIds.slice(0, MOST_SERVERS).map((id) => ask.instance(id)));
    return found.flatMap((facts) => (isKnown(facts) ? (facts.publicIp ?? []) : []));
  };
  const { now, before } = await serversOfDomain(deps.database, domain);
  const [gate, measured, registered, servers, formerServers, { policies }] = await Promise.all([
    mayBeServed(deps, domain, 'MAINLAND'),
    deps.probe.look(host),
    ask.domain(domain, {}),
    addressesOf(now),
    addressesOf(before),
    deps.rules(),
  ]);
  const on = civilDate(at);
  const { suffixes, days } = policies.resolve('domain.verifyWithin', {}, on);
  const cause = diagnose({
    now: at,
    gate,
    measured,
    domain: isKnown(registered) ? registered : undefined,
    verifyWithin: suffixAmong(domain, suffixes) ? days : undefined,
    servers,
    formerServers,
  });
  const contacts = policies.resolve('provider.contacts', {}, on);
  return {
    at,
    cause,
    gate,
    measured,
    servers,
    contacts,
    nameServers: policies.resolve('provider.nameServers', {}, on),
    explanation: explanationOf(cause, policies.resolve('inspection.ipMustBelong', {}, on)),
  };
}
