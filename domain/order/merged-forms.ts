/**
 * One form of two: the order that an account has open, and the one it wants to open beside it (R-ORD-6). Both are about one
 * entity. What both name is taken from the new one; websites are the same when their domain is, people when their document is.
 */
import type { Finding } from '../finding.ts';
import { documentNumber } from '../identity/document-number.ts';
import { registrableDomain } from '../identity/domain-name.ts';
import type { OrderForm, Person, Website } from './form.ts';
import { MOST_NAMES } from './names.ts';

export type MergedForms =
  | {
      merged: true;
      form: OrderForm;
      /** The websites that the open order did not have. */
      added: string[];
    }
  | { merged: false; finding: Finding };

export function mergeForms(open: OrderForm, wanted: OrderForm): MergedForms {
  if (areOfTwoEntities(open, wanted)) return { merged: false, finding: OF_ANOTHER_ENTITY };
  const people = namesFor(open.people, wanted.people, 'P', samePerson);
  const websites = namesFor(open.websites, wanted.websites, 'W', sameWebsite);
  if (people === undefined || websites === undefined) return { merged: false, finding: TOO_MANY_NAMES };
  const renamed = <Of extends { headId?: string | undefined }>(one: Of): Of =>
    one.headId === undefined ? one : { ...one, headId: people.get(one.headId) ?? one.headId };
  const form: OrderForm = {
    entity: { ...open.entity, ...renamed(wanted.entity) },
    people: joined(open.people, wanted.people, people),
    websites: joined(open.websites, mapped(wanted.websites, renamed), websites),
  };
  return { merged: true, form, added: [...websites.values()].filter((id) => open.websites[id] === undefined) };
}

const OF_ANOTHER_ENTITY: Finding = {
  path: 'form.entity.certificateNumber',
  code: 'ANOTHER_ENTITY',
  advice:
    'The order in progress files another person or organisation, and one account files for one. Open this order from another account (R-ORD-8).',
};
const TOO_MANY_NAMES: Finding = {
  path: 'form.websites',
  code: 'TOO_MANY_WEBSITES',
  advice: 'Together the two orders name more websites or people than one order can. File the others afterwards.',
};

function areOfTwoEntities({ entity: one }: OrderForm, { entity: other }: OrderForm): boolean {
  if (one.certificateNumber === undefined || other.certificateNumber === undefined) return false;
  return documentNumber(one.certificateNumber) !== documentNumber(other.certificateNumber);
}

const samePerson = (one: Person, other: Person): boolean =>
  one.documentNumber !== undefined &&
  other.documentNumber !== undefined &&
  documentNumber(one.documentNumber) === documentNumber(other.documentNumber);

const sameWebsite = (one: Website, other: Website): boolean =>
  one.domain !== undefined && other.domain !== undefined && domainOf(one.domain) === domainOf(other.domain);
const domainOf = (text: string): string => registrableDomain(text) ?? text;

/** Under which name each of the wanted ones stands in the merged form. Undefined when there are not enough names. */
function namesFor<One>(
  open: Readonly<Record<string, One>>,
  wanted: Readonly<Record<string, One>>,
  letter: 'P' | 'W',
  same: (one: One, other: One) => boolean,
): Map<string, string> | undefined {
  const names = new Map<string, string>();
  const taken = new Set(Object.keys(open));
  for (const [id, one] of Object.entries(wanted)) {
    const known = Object.entries(open).find(([, other]) => same(one, other))?.[0];
    const name = known ?? (taken.has(id) ? freeName(letter, taken) : id);
    if (name === undefined) return undefined;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function freeName(letter: 'P' | 'W', taken: ReadonlySet<string>): string | undefined {
  const names = Array.from({ length: MOST_NAMES }, (_, index) => `${letter}${index + 1}`);
  return names.find((name) => !taken.has(name));
}

function joined<One extends object>(
  open: Readonly<Record<string, One>>,
  wanted: Readonly<Record<string, One>>,
  names: ReadonlyMap<string, string>,
): Record<string, One> {
  const all: Record<string, One> = { ...open };
  for (const [id, one] of Object.entries(wanted)) {
    const name = names.get(id) ?? id;
    all[name] = { ...all[name], ...one };
  }
  return all;
}

const mapped = <One>(all: Readonly<Record<string, One>>, change: (one: One) => One): Record<string, One> =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id, change(one)]));
