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
  /** Accesses through other providers, as far as MIIT told of them. Absent while none is known. */
  elsewhere?: readonly { website: string; provider: OtherProvider }[];
}

/** Another access provider, by MIIT's code (`IspId`), by name, or both. The code names it where there is one. */
export interface OtherProvider {
  code?: string | undefined;
  name?: string | undefined;
}

export const isSameProvider = (one: OtherProvider, other: OtherProvider): boolean => nameOf(one) === nameOf(other);
const nameOf = ({ code, name }: OtherProvider): string | undefined => code ?? name;

/** How an access came about: with the filing of the website, or by a transfer. */
export type AccessType = 'FILED' | 'TRANSFERRED';

/** Where the details of an entity or a website come from: the order, or the existing record. */
export type DetailsFrom = 'ORDER' | 'RECORD';

export type RecordChange =
  /** The entity is on record; an entity that is not yet known here gets the details of the order in any case. */
  | { change: 'ENTITY'; number: string; details: DetailsFrom }
  | { change: 'WEBSITE'; number: string; domain: string; details: DetailsFrom }
  /** The access goes to the server that the order names for the website; without one it stays where it is. */
  | { change: 'ACCESS_MOVED'; website: string; domain: string }
  | { change: 'ACCESS_OPENED'; website: string; domain: string; type: AccessType }
  | { change: 'ACCESS_CLOSED'; website: string }
  | { change: 'ACCESS_OPENED_ELSEWHERE'; website: string; provider: OtherProvider }
  | { change: 'ACCESS_CLOSED_ELSEWHERE'; website: string; provider: OtherProvider }
  | { change: 'WEBSITE_REMOVED'; website: string }
  /** The entity is removed with all its websites and accesses (R-DEREG-1). */
  | { change: 'ENTITY_REMOVED'; number: string };

/** Changes that need no details of an entity or website: what leaves the record, and accesses through other providers. */
export type PlainChange = Exclude<RecordChange, { change: 'ENTITY' | 'WEBSITE' | 'ACCESS_OPENED' | 'ACCESS_MOVED' }>;

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
      // Another number is another record: the one before is no more (R-PUB-3).
      return record?.number === change.number ? record : { ...NOTHING, number: change.number };
    case 'ENTITY_REMOVED':
      return record?.number === change.number ? undefined : record;
    case 'WEBSITE':
    case 'ACCESS_MOVED':
    case 'ACCESS_OPENED':
    case 'ACCESS_CLOSED':
    case 'ACCESS_OPENED_ELSEWHERE':
    case 'ACCESS_CLOSED_ELSEWHERE':
    case 'WEBSITE_REMOVED':
      return record === undefined ? undefined : applyToWebsite(record, change);
    default:
      return change satisfies never;
  }
}

type WebsiteChange = Exclude<RecordChange, { change: 'ENTITY' | 'ENTITY_REMOVED' }>;

const hasWebsite = ({ websites }: EntityRecord, number: string): boolean =>
  websites.some((website) => website.number === number);

function applyToWebsite(record: EntityRecord, change: WebsiteChange): EntityRecord {
  const { elsewhere = [] } = record;
  switch (change.change) {
    case 'WEBSITE': {
      const { number, domain } = change;
      if (record.websites.some((one) => one.number === number && one.domain === domain)) return record;
      const gone = record.websites.filter((one) => one.domain === domain && one.number !== number);
      const left = gone.reduce((each, one) => without(each, one.number), record);
      return { ...left, websites: [...left.websites.filter((one) => one.number !== number), { number, domain }] };
    }
    case 'ACCESS_OPENED': {
      const { website, type } = change;
      const known = record.accesses.some((access) => access.website === website);
      if (known || !hasWebsite(record, website)) return record;
      return { ...record, accesses: [...record.accesses, { website, type }] };
    }
    case 'ACCESS_MOVED':
      return record;
    case 'ACCESS_CLOSED':
      return { ...record, accesses: record.accesses.filter(({ website }) => website !== change.website) };
    case 'ACCESS_OPENED_ELSEWHERE': {
      const { website, provider } = change;
      const known = elsewhere.some((one) => one.website === website && isSameProvider(one.provider, provider));
      if (known || !hasWebsite(record, website)) return record;
      return { ...record, elsewhere: [...elsewhere, { website, provider }] };
    }
    case 'ACCESS_CLOSED_ELSEWHERE': {
      const isLeft = (one: { website: string; provider: OtherProvider }) =>
        one.website !== change.website || !isSameProvider(one.provider, change.provider);
      return withElsewhere(record, elsewhere.filter(isLeft));
    }
    case 'WEBSITE_REMOVED':
      return without(record, change.website);
    default:
      return change satisfies never;
  }
}

const without = (record: EntityRecord, number: string): EntityRecord =>
  withElsewhere(
    {
      ...record,
      websites: record.websites.filter((website) => website.number !== number),
      accesses: record.accesses.filter(({ website }) => website !== number),
    },
    (record.elsewhere ?? []).filter(({ website }) => website !== number),
  );

function withElsewhere(record: EntityRecord, elsewhere: NonNullable<EntityRecord['elsewhere']>): EntityRecord {
  const { elsewhere: _before, ...rest } = record;
  return elsewhere.length === 0 ? rest : { ...rest, elsewhere };
}
