/** Rules about servers (R-SRV-1 to R-SRV-6), each refusal with a reason of its own. */
import { isKnown, type InstanceFacts } from '../assets/asset-facts.ts';
import type { Finding } from '../finding.ts';
import { daysFrom, type CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { rowOf } from '../order-types/table.ts';
import type { Policies } from '../policy/policy.ts';
import type { Order } from './order.ts';
import { blocking, missing, unchecked, warning, type Verdict } from './verdict.ts';

/** Whether every website of an order of this type needs a server. */
export const needsInstance = (type: OrderType): boolean => rowOf(type).instance === 'EACH_WEBSITE';

export function instanceRules({ type, form, instances, policies, on }: Order): Verdict[] {
  const { instance } = rowOf(type);
  if (instance === 'NONE') return [];
  const perInstance = new Map<string, number>();
  return Object.keys(form.websites).flatMap((id) => {
    const path = `websites.${id}.instance`;
    const facts = instances[id];
    // Where a server is named only for a new address, a website without one keeps the address it has.
    if (facts === undefined && instance === 'IF_ADDRESS_CHANGES') return [];
    if (facts === undefined) return [missing(path, 'Name the server of this website, or enter an authorization code.')];
    if (!isKnown(facts)) return [unchecked(path, 'INSTANCE_NOT_CHECKED', facts)];
    const websites = (perInstance.get(facts.instanceId) ?? 0) + 1;
    perInstance.set(facts.instanceId, websites);
    const items = [...checkInstance(facts, policies, on), ...crowded(facts, websites, policies, on)];
    return [
      ...items.map(({ code, advice }) => blocking(path, code, advice)),
      ...expiresSoon(path, facts, policies, on),
    ];
  });
}

/** R-SRV-3, R-SRV-8: a server that expires while the order is open sends it back; it is said as early as its watch begins. */
function expiresSoon(path: string, { expiresOn }: InstanceFacts, policies: Policies, on: CivilDate): Verdict[] {
  const left = daysFrom(on, expiresOn);
  const warned = Math.max(...policies.resolve('watch.daysBefore', { subject: 'SERVER' }, on));
  if (left < 0 || left > warned) return [];
  const advice = `The server runs for ${left} more days. Renew it: one that expires while the order is open sends it back.`;
  return [warning(path, 'INSTANCE_EXPIRES_DURING', advice)];
}

/** Why a server cannot back a filing; empty when it can. */
export function checkInstance(facts: InstanceFacts, policies: Policies, on: CivilDate): Finding[] {
  const path = 'instance';
  const { minTermMonths } = policies.resolve('server.rules', { product: facts.product }, on);
  const minRemaining = policies.resolve('server.minRemainingMonths', { product: facts.product }, on);
  const findings: Finding[] = [];
  if (!facts.mainland) {
    const advice = 'The server is outside mainland China. Use a server in a mainland region; this one needs no filing.';
    findings.push({ path, code: 'INSTANCE_NOT_MAINLAND', advice });
  }
  if (!facts.prepaid) {
    findings.push({
      path,
      code: 'INSTANCE_NOT_PREPAID',
      advice: 'Pay-as-you-go cannot be filed. Switch to a prepaid term.',
    });
  }
  if (facts.expiresOn < on) {
    findings.push({ path, code: 'INSTANCE_EXPIRED', advice: 'The server has expired. Renew it.' });
  } else if (monthsLater(on, minRemaining) > facts.expiresOn) {
    const advice = `The server must run for at least ${minRemaining} more month(s). Renew it.`;
    findings.push({ path, code: 'INSTANCE_EXPIRES_SOON', advice });
  }
  if (facts.prepaid && facts.termMonths < minTermMonths) {
    const advice = `The term must be at least ${minTermMonths} month(s), it is ${facts.termMonths}. Extend it.`;
    findings.push({ path, code: 'INSTANCE_TERM_TOO_SHORT', advice });
  }
  if (facts.publicIp === undefined) {
    findings.push({
      path,
      code: 'INSTANCE_WITHOUT_PUBLIC_IP',
      advice: 'The server has no public address. Assign one.',
    });
  }
  return findings;
}

/** Why no authorization code can be had for a server (R-CODE-3): what it lacks itself, and an address that is not its own. */
export function checkInstanceForCode(facts: InstanceFacts, policies: Policies, on: CivilDate): Finding[] {
  const findings = checkInstance(facts, policies, on);
  if (facts.loadBalancerIp !== true) return findings;
  const advice = 'The public address belongs to a load balancer. Give the server a public address of its own.';
  return [...findings, { path: 'instance', code: 'INSTANCE_BEHIND_LOAD_BALANCER', advice }];
}

function crowded({ product }: InstanceFacts, websites: number, policies: Policies, on: CivilDate): Finding[] {
  const { sitesPerInstance } = policies.resolve('server.rules', { product }, on);
  if (websites <= sitesPerInstance) return [];
  const advice = `This server may back ${sitesPerInstance} website(s). Name another server.`;
  return [{ path: 'instance', code: 'INSTANCE_FULL', advice }];
}

/** The same day of the month `months` later, as a date text that compares. */
function monthsLater(on: CivilDate, months: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
