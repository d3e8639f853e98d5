/** May the network serve this domain, and why (domain-spec §6)? Asked for one domain, and kept as rows for the network. */
import { decide, type Decision } from '../../domain/access/decide.ts';
import { suffixAmong, topSuffix } from '../../domain/identity/domain-name.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { gateFacts } from '../../store/access/gate-facts.ts';
import { decideNow, refreshGate, type Fileable } from '../../store/access/gate-rows.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type GateDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now'>;

/** Where a domain points. */
export const TARGETS = ['MAINLAND', 'HONG_KONG_OR_OVERSEAS'] as const;
type Target = (typeof TARGETS)[number];

const OUTSIDE: Decision = { serve: true, reason: 'POINTS_OUTSIDE' };

/**
 * Decides for a registrable `domain` in ASCII form, as of now. A domain that points outside the mainland is served without a look at
 * the records.
 */
export async function mayBeServed(deps: GateDependencies, domain: string, target: Target): Promise<Decision> {
  if (target !== 'MAINLAND') return OUTSIDE;
  const [known, fileable] = await Promise.all([gateFacts(deps.database, deps.vault, [domain]), fileableNow(deps)]);
  const now = instant(deps.now());
  const facts = known.get(domain);
  return facts === undefined
    ? decide({ now, fileable: fileable(domain) })
    : decideNow(facts, { domain, now, fileable });
}

/** Brings the rows up to date that something has changed for, as far as `withinMs` allow; returns how many were looked at. */
export async function refreshRows(deps: GateDependencies, withinMs: number): Promise<number> {
  const until = performance.now() + withinMs;
  const fileable = await fileableNow(deps);
  let looked = 0;
  do {
    const more = await refreshGate(deps.database, deps.vault, { now: instant(deps.now()), fileable });
    if (more === 0) return looked;
    looked += more;
  } while (performance.now() < until);
  return looked;
}

async function fileableNow({ rules, now }: Pick<GateDependencies, 'rules' | 'now'>): Promise<Fileable> {
  const { policies } = await rules();
  const on = civilDate(instant(now()));
  return (domain) => isFileable(policies, domain, on);
}

function isFileable(policies: Policies, domain: string, on: ReturnType<typeof civilDate>): boolean {
  const domainSuffix = topSuffix(domain);
  const { allowed, refused } = policies.resolve('domain.suffixAllowed', { domainSuffix }, on);
  return suffixAmong(domain, allowed) && !suffixAmong(domain, refused);
}
