/** The provider's own systems: domains with their registrants, servers with their owners. */
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
    all: () => ({ domains: domains.values(), instances: instances.values() }),
    reset() {
      domains.clear();
      instances.clear();
    },
  };
}
