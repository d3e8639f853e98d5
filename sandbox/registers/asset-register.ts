/** The provider's own systems: domains with their registrants, servers with their owners. */
import { BlockList, isIPv6 } from 'node:net';
import type { Memory } from '../state/memory.ts';
import type { DomainFacts, InstanceFacts } from '../../domain/assets/asset-facts.ts';

/** A domain with its registrant; an answer only says whether the entity asked about is the registrant. */
export type RegisteredDomain = Omit<DomainFacts, 'registered' | 'registrantMatches'> & {
  registrant?: { name: string; certificateNumber?: string };
};

export interface AssetRegister {
  putDomain(domain: RegisteredDomain): void;
  putInstance(instance: InstanceFacts): void;
  domain(name: string, entity: { certificateNumber?: string | undefined; name?: string | undefined }): DomainFacts;
  instance(instanceId: string): InstanceFacts | undefined;
  /** The server that has this public address. */
  serverAt(address: string): InstanceFacts | undefined;
  all(): { domains: RegisteredDomain[]; instances: InstanceFacts[] };
  reset(): void;
}

export function createAssetRegister(memory: Memory): AssetRegister {
  const domains = memory.collection<RegisteredDomain>('domains');
  const instances = memory.collection<InstanceFacts>('instances');
  return {
    putDomain(domain) {
      domains.set(domain.domain, domain);
    },
    putInstance(instance) {
      instances.set(instance.instanceId, instance);
    },
    domain(name, entity) {
      const known = domains.get(name);
      if (known === undefined) return { domain: name, registered: false };
      const { registrant, ...facts } = known;
      if (registrant === undefined) return { ...facts, registered: true };
      const sameName = entity.name === undefined || entity.name === registrant.name;
      const sameCertificate =
        entity.certificateNumber === undefined ||
        registrant.certificateNumber === undefined ||
        entity.certificateNumber === registrant.certificateNumber;
      return { ...facts, registered: true, registrantMatches: sameName && sameCertificate };
    },
    instance: (instanceId) => instances.get(instanceId),
    serverAt: (address) => instances.values().find((one) => hasAddress(one, address)),
    all: () => ({ domains: domains.values(), instances: instances.values() }),
    reset() {
      domains.clear();
      instances.clear();
    },
  };
}

const hasAddress = ({ publicIp, publicIps = [] }: InstanceFacts, address: string): boolean => {
  if (publicIp === address) return true;
  const ranges = new BlockList();
  for (const { from, to } of publicIps) ranges.addRange(from, to, isIPv6(from) ? 'ipv6' : 'ipv4');
  return ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
};
