/**
 * What a completed order changes in the record of an entity (备案信息): its numbers, domains and accesses. The rest of the
 * record is personal data and is stored sealed.
 */

export interface EntityRecord {
  /** The entity's own number, e.g. `粤ICP备12345678号`. */
  number: string;
  websites: readonly { number: string; domain: string }[];
  /** Accesses through this provider, each by the number of its website. */
  accesses: readonly { website: string; type: AccessType }[];
}

/** How an access came about: with the filing of the website, or by a transfer. */
export type AccessType = 'FILED' | 'TRANSFERRED';

/** Where the details of an entity or a website come from: the order, or the existing record. */
export type DetailsFrom = 'ORDER' | 'RECORD';

export type RecordChange =
  /** The entity is on record; an entity that is not yet known here gets the details of the order in any case. */
  | { change: 'ENTITY'; number: string; details: DetailsFrom }
  | { change: 'WEBSITE'; number: string; domain: string; details: DetailsFrom }
  | { change: 'ACCESS_OPENED'; website: string; domain: string; type: AccessType }
  | { change: 'ACCESS_CLOSED'; website: string }
  | { change: 'WEBSITE_REMOVED'; website: string }
  /** The entity is removed with all its websites and accesses (R-DEREG-1). */
  | { change: 'ENTITY_REMOVED'; number: string };

/** What MIIT's synchronisation reported: numbers, or that the removed part is gone. */
export type Synced =
  { entityNumber: string; websites: readonly { domain: string; number: string }[] } | { removed: true };

/** What a synchronisation must report: a number for every website of the order, the entity's number, or no number. */
export type SyncNames = 'EVERY_WEBSITE' | 'ENTITY' | 'NOTHING';

/** The parts of the record that an order concerns. */
export interface OrderOnRecord {
  /** Domains of the entity's websites on record. */
  domains: readonly string[];
}

/** The record after the changes; undefined when no record is left. */
export function recordAfter(
  record: EntityRecord | undefined,
  changes: readonly RecordChange[],
): EntityRecord | undefined {
  return changes.reduce<EntityRecord | undefined>(apply, record);
}

const NOTHING: Omit<EntityRecord, 'number'> = { websites: [], accesses: [] };

function apply(record: EntityRecord | undefined, change: RecordChange): EntityRecord | undefined {
  switch (change.change) {
    case 'ENTITY':
      return { ...NOTHING, ...record, number: change.number };
    case 'ENTITY_REMOVED':
      return undefined;
    case 'WEBSITE':
    case 'ACCESS_OPENED':
    case 'ACCESS_CLOSED':
    case 'WEBSITE_REMOVED':
      return record === undefined ? undefined : applyToWebsite(record, change);
    default:
      return change satisfies never;
  }
}

type WebsiteChange = Exclude<RecordChange, { change: 'ENTITY' | 'ENTITY_REMOVED' }>;

function applyToWebsite(record: EntityRecord, change: WebsiteChange): EntityRecord {
  switch (change.change) {
    case 'WEBSITE': {
      const { number, domain } = change;
      const gone = record.websites.filter((one) => one.domain === domain && one.number !== number);
      const left = gone.reduce((each, one) => without(each, one.number), record);
      return { ...left, websites: [...left.websites.filter((one) => one.number !== number), { number, domain }] };
    }
    case 'ACCESS_OPENED': {
      const { website, type } = change;
      const known = record.accesses.some((access) => access.website === website);
      return known ? record : { ...record, accesses: [...record.accesses, { website, type }] };
    }
    case 'ACCESS_CLOSED':
      return { ...record, accesses: record.accesses.filter(({ website }) => website !== change.website) };
    case 'WEBSITE_REMOVED':
      return without(record, change.website);
    default:
      return change satisfies never;
  }
}

const without = (record: EntityRecord, number: string): EntityRecord => ({
  ...record,
  websites: record.websites.filter((website) => website.number !== number),
  accesses: record.accesses.filter(({ website }) => website !== number),
});
