/** MIIT's record, in which the gateway looks up entities and the domains filed under them. */
import type { Memory } from '../state/memory.ts';
import type { RecordedNumbers, RecordLookup } from '../../domain/assets/asset-facts.ts';

export interface EntityRecord {
  certificateNumber: string;
  /** The entity's number, e.g. `粤ICP备2026012345号`. */
  number?: string;
  /** The entity has an access at the provider that asks. */
  here: boolean;
  /** A record without a website, or with a website that has no access left. */
  shell: boolean;
  blacklisted: boolean;
  /** False for an entity that MIIT knows only because it is blacklisted. */
  filed: boolean;
  /** Number of websites filed so far; the next website gets the next number. */
  websites: number;
}

export interface DomainRecord {
  domain: string;
  /** Certificate number of the entity under which the domain is filed. */
  owner: string;
  here: boolean;
  /** Whether another provider serves the website, too; by default one does where it is not served here. */
  elsewhere?: boolean;
  number?: string;
  /** Of the police, where the website's owner has filed there. */
  psbNumber?: string;
}

export interface RecordRegister {
  putEntity(record: Partial<EntityRecord> & { certificateNumber: string }): EntityRecord;
  putDomain(record: Partial<DomainRecord> & { domain: string; owner: string }): DomainRecord;
  entity(certificateNumber: string): EntityRecord | undefined;
  /** By the number that MIIT gave it. */
  entityOf(number: string): EntityRecord | undefined;
  domain(name: string): DomainRecord | undefined;
  domainsOf(owner: string): DomainRecord[];
  /** The entity of this number goes on under another certificate, with its websites. */
  moveEntity(number: string, certificateNumber: string): void;
  /** The entity with all its websites. */
  removeEntity(certificateNumber: string): void;
  /** One website; the entity is a shell when it was the last. */
  removeDomain(name: string): void;
  lookUp(query: { certificateNumber: string; domain: string }): RecordLookup;
  nextSerial(): number;
  all(): { entities: EntityRecord[]; domains: DomainRecord[] };
  reset(): void;
}

/** Numbers are public; a record that was made without them tells none. */
const numbersOf = (entity: EntityRecord | undefined, site: DomainRecord | undefined): RecordedNumbers => ({
  ...(entity?.number === undefined ? {} : { entityNumber: entity.number }),
  ...(site?.number === undefined ? {} : { websiteNumber: site.number }),
  ...(site?.psbNumber === undefined ? {} : { psbNumber: site.psbNumber }),
});

const FIRST_SERIAL = 12_345;

export function createRecordRegister(memory: Memory): RecordRegister {
  const entities = memory.collection<EntityRecord>('recordedEntities');
  const domains = memory.collection<DomainRecord>('recordedDomains');
  const serials = memory.collection<number>('serials');
  const byNumber = (number: string) => entities.values().find((one) => one.number === number);
  const filedUnder = (owner: string) => domains.values().filter((domain) => domain.owner === owner);

  return {
    putEntity({ certificateNumber, ...change }) {
      const known = entities.get(certificateNumber);
      const unknown = { certificateNumber, here: false, shell: false, blacklisted: false, filed: true, websites: 0 };
      const record = { ...(known ?? unknown), ...change };
      entities.set(certificateNumber, record);
      return record;
    },
    putDomain({ domain, owner, ...change }) {
      const record = { here: false, ...domains.get(domain), domain, owner, ...change };
      domains.set(domain, record);
      return record;
    },
    entity: (certificateNumber) => entities.get(certificateNumber),
    entityOf: byNumber,
    domain: (name) => domains.get(name),
    domainsOf: filedUnder,
    moveEntity(number, certificateNumber) {
      const entity = byNumber(number);
      if (entity === undefined || entity.certificateNumber === certificateNumber) return;
      for (const site of filedUnder(entity.certificateNumber))
        domains.set(site.domain, { ...site, owner: certificateNumber });
      entities.delete(entity.certificateNumber);
      entities.set(certificateNumber, { ...entity, certificateNumber });
    },
    removeEntity(certificateNumber) {
      entities.delete(certificateNumber);
      for (const { domain } of filedUnder(certificateNumber)) domains.delete(domain);
    },
    removeDomain(name) {
      const owner = domains.get(name)?.owner;
      domains.delete(name);
      const entity = owner === undefined ? undefined : entities.get(owner);
      if (entity !== undefined && filedUnder(entity.certificateNumber).length === 0) {
        entities.set(entity.certificateNumber, { ...entity, shell: true });
      }
    },
    lookUp({ certificateNumber, domain }) {
      const entity = entities.get(certificateNumber);
      const site = domains.get(domain);
      return {
        entityFiled: entity?.filed ?? false,
        entityHere: entity?.here ?? false,
        domainFiled: site !== undefined,
        domainOfEntity: site?.owner === certificateNumber,
        domainHere: site?.here ?? false,
        shellEntity: entity?.shell ?? false,
        blacklisted: entity?.blacklisted ?? false,
        onRecord: numbersOf(entity, site?.owner === certificateNumber ? site : undefined),
      };
    },
    nextSerial() {
      const serial = serials.get('next') ?? FIRST_SERIAL;
      serials.set('next', serial + 1);
      return serial;
    },
    all: () => ({ entities: entities.values(), domains: domains.values() }),
    reset() {
      entities.clear();
      domains.clear();
      serials.clear();
    },
  };
}
