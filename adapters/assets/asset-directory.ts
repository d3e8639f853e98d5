import type { DomainFacts, InstanceFacts } from '../../domain/assets/asset-facts.ts';

/** The provider's own systems: who registered a domain, which servers an account has. */
export interface AssetDirectory {
  domain(domain: string, entity: { certificateNumber?: string; name?: string }): Promise<DomainFacts>;
  /** Undefined when the provider knows no such instance. */
  instance(instanceId: string): Promise<InstanceFacts | undefined>;
  /** The server that has this public address now. Undefined when none has it, or the provider's system has no such question. */
  serverAt(address: string): Promise<InstanceFacts | undefined>;
}
