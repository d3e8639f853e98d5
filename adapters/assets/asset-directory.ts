import type { DomainFacts, InstanceFacts } from '../../domain/assets/asset-facts.ts';

/** The provider's own systems: who registered a domain, which servers an account has. */
export interface AssetDirectory {
  domain(domain: string, entity: { certificateNumber?: string; name?: string }): Promise<DomainFacts>;
  /** Undefined when the provider knows no such instance. */
  instance(instanceId: string): Promise<InstanceFacts | undefined>;
}
