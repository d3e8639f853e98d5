/** What parties answer to look-ups, with each identifier in its one spelling, whoever wrote the system that answers. */
import type { InstanceFacts, RecordLookup } from '../domain/assets/asset-facts.ts';
import { ipAddress } from '../domain/identity/ip-address.ts';
import { ifKnown, present } from '../domain/present.ts';
import { printedNumber } from '../domain/record/icp-number.ts';
import { printedPsbNumber } from '../domain/record/psb-number.ts';

export function spelledInstance(facts: InstanceFacts | undefined): InstanceFacts | undefined {
  if (facts === undefined) return undefined;
  const { publicIp, publicIps } = facts;
  const ranges = publicIps?.map(({ from, to }) => ({ from: ipAddress(from), to: ipAddress(to) }));
  return { ...facts, ...present({ publicIp: ifKnown(publicIp, ipAddress), publicIps: ranges }) };
}

export function spelledLookUp(facts: RecordLookup): RecordLookup {
  if (facts.onRecord === undefined) return facts;
  const { entityNumber, websiteNumber, psbNumber } = facts.onRecord;
  return {
    ...facts,
    onRecord: present({
      entityNumber: ifKnown(entityNumber, printedNumber),
      websiteNumber: ifKnown(websiteNumber, printedNumber),
      psbNumber: ifKnown(psbNumber, printedPsbNumber),
    }),
  };
}
