/**
 * Copies the record of an entity into an order that changes or removes something of it (§2.1 "from record"): the record in the
 * fields of a form, with a name for each person and website. A newer copy keeps the names of the copy before it, so that what the
 * customer wants to change stays where it was.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ContentAsked } from '../order-types/row.ts';
import type { RecordSnapshot } from '../order/content.ts';
import type { Entity, OrderForm, Person, Website } from '../order/form.ts';
import { MOST_NAMES } from '../order/names.ts';
import { inOneSpelling } from '../order/one-spelling.ts';
import { formatInstant, type Instant } from '../time/instant.ts';

/** What stands on record of an entity, and of those of its websites that an order concerns. */
export interface RecordToCopy {
  number: string;
  entity: Entity;
  head: Person | undefined;
  websites: readonly { number: string; domain: string; website: Website; head: Person | undefined }[];
}

/** Throws a RangeError for more websites than an order can name; who asks for them says so first. */
export function snapshotOf(record: RecordToCopy, at: Instant, before?: RecordSnapshot): RecordSnapshot {
  const websites = named(record.websites, before);
  const people = new Names(before?.form.people ?? {});
  const { headId: _entityHead, ...entity } = record.entity;
  const entityHead = people.nameOf(record.head, before?.form.entity.headId);
  const heads = Object.fromEntries(
    Object.entries(websites).map(([id, { head }]) => [id, people.nameOf(head, before?.form.websites[id]?.headId)]),
  );
  const form: OrderForm = {
    entity: { ...entity, ...headed(entityHead) },
    people: people.all,
    websites: Object.fromEntries(
      Object.entries(websites).map(([id, { website, domain }]) => {
        const { headId: _head, ...rest } = website;
        return [id, { ...rest, domain: rest.domain ?? domain, ...headed(heads[id]) }];
      }),
    ),
  };
  return {
    takenAt: formatInstant(at),
    entityNumber: record.number,
    websiteNumbers: Object.fromEntries(Object.entries(websites).map(([id, { number }]) => [id, number])),
    form: inOneSpelling(form),
  };
}

/** Which websites an order copies with the record: none, those the customer names, or all. */
export function websitesCopied(asked: ContentAsked): 'NONE' | 'NAMED' | 'ALL' {
  switch (asked.kind) {
    case 'FORM':
      return 'NONE';
    case 'CHANGES':
      return asked.mayChange.website.length === 0 ? 'NONE' : 'NAMED';
    case 'REMOVAL':
      return asked.removes === 'ENTITY' ? 'ALL' : 'NAMED';
    default:
      return asked satisfies never;
  }
}

/** Whether two copies say the same of the record, whenever they were taken. */
export const sameRecord = (one: RecordSnapshot, other: RecordSnapshot): boolean =>
  isDeepStrictEqual(withoutTime(one), withoutTime(other));

/** As Postgres gives it back: without fields that are undefined. */
const withoutTime = ({ takenAt: _taken, ...rest }: RecordSnapshot): unknown => JSON.parse(JSON.stringify(rest));

const headed = (headId: string | undefined) => (headId === undefined ? {} : { headId });

/** `W1`, `W2`, …; a website that had a name keeps it. */
function named<One extends { number: string }>(
  websites: readonly One[],
  before: RecordSnapshot | undefined,
): Record<string, One> {
  const known = new Map(Object.entries(before?.websiteNumbers ?? {}).map(([id, number]) => [number, id]));
  const taken = new Set(known.values());
  return Object.fromEntries(
    websites.map((website) => {
      const id = known.get(website.number) ?? firstFree('W', taken);
      taken.add(id);
      return [id, website];
    }),
  );
}

/** Names people, each once, however many of the record's parts they head. */
class Names {
  readonly all: Record<string, Person> = {};
  readonly #reserved: Set<string>;

  constructor(before: Record<string, Person>) {
    this.#reserved = new Set(Object.keys(before));
  }

  /** `before`: what the head of this part was called in the copy before. */
  nameOf(person: Person | undefined, before: string | undefined): string | undefined {
    if (person === undefined) return undefined;
    const known = Object.entries(this.all).find(([, one]) => isDeepStrictEqual(one, person));
    if (known !== undefined) return known[0];
    const isFree = before !== undefined && this.all[before] === undefined;
    const id = isFree ? before : firstFree('P', new Set([...this.#reserved, ...Object.keys(this.all)]));
    this.all[id] = person;
    return id;
  }
}

function firstFree(letter: 'P' | 'W', taken: ReadonlySet<string>): string {
  for (let n = 1; n <= MOST_NAMES; n += 1) if (!taken.has(`${letter}${n}`)) return `${letter}${n}`;
  throw new RangeError(`an order names at most ${MOST_NAMES} people and as many websites`);
}
