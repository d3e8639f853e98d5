/**
 * What MIIT keeps of each filing: its own ids and numbers beside what was uploaded. The sandbox's register keeps who is filed and
 * under which number; this book keeps the rest.
 */
import type { Memory } from '../../state/memory.ts';
import type { Element } from './tree.ts';

export interface BookedEntity {
  /** The province's id (Ztid). */
  id: string;
  /** The provider's id, where a provider created the record. */
  own?: string;
  number: string;
  name: string;
  nature?: string;
  investor?: string;
  place: Element;
  certificate: { type: string; number: string; address: string };
  head: Element;
  firstReportedOn: string;
  changedOn: string;
}

export interface BookedWebsite {
  id: string;
  entity: string;
  own?: string;
  number: string;
  name: string;
  preApprovals?: Element;
  contents?: Element;
  languages: Element;
  domains: BookedDomain[];
  accesses: BookedAccess[];
  head: Element;
  homeUrl?: string;
  remark?: string;
}

export interface BookedDomain {
  id: string;
  own?: string;
  domain: string;
}

export interface BookedAccess {
  id: string;
  own?: string;
  /** The provider whose access it is. */
  provider: string;
  places: Element;
  methods: Element;
  addresses: { id: string; own?: string; from: string; to: string }[];
}

export type RecordBook = ReturnType<typeof createRecordBook>;

/** The province's ids begin here, so that they are not mistaken for a provider's. */
const FIRST_ID = 800_000_000;

export function createRecordBook(memory: Memory) {
  const entities = memory.collection<BookedEntity>('miitEntities');
  const websites = memory.collection<BookedWebsite>('miitWebsites');
  const ids = memory.collection<number>('miitIds');

  return {
    nextId: (): string => {
      const next = (ids.get('last') ?? FIRST_ID) + 1;
      ids.set('last', next);
      return String(next);
    },
    putEntity: (entity: BookedEntity): void => entities.set(entity.id, entity),
    putWebsite: (website: BookedWebsite): void => websites.set(website.id, website),
    entity: (id: string | undefined) => (id === undefined ? undefined : entities.get(id)),
    website: (id: string | undefined) => (id === undefined ? undefined : websites.get(id)),
    entityNumbered: (number: string) => entities.values().find((one) => one.number === number),
    entityCertified: (number: string) => entities.values().find(({ certificate }) => certificate.number === number),
    websiteNumbered: (number: string) => websites.values().find((one) => one.number === number),
    websiteOf: (domain: string) => websites.values().find((one) => one.domains.some((each) => each.domain === domain)),
    websitesOf: (entity: string) => websites.values().filter((one) => one.entity === entity),
    /** The website with an access of this id of the province. */
    withAccess: (id: string) => websites.values().find((one) => one.accesses.some((access) => access.id === id)),
    removeEntity(id: string): void {
      for (const website of websites.values()) if (website.entity === id) websites.delete(website.id);
      entities.delete(id);
    },
    removeWebsite: (id: string): void => websites.delete(id),
    reset(): void {
      entities.clear();
      websites.clear();
      ids.clear();
    },
  };
}
