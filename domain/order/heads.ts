/** The people in charge whom a form names: the head of the entity, and the head of each website. */
import type { PersonId } from '../identifiers.ts';
import type { OrderForm, Person } from './form.ts';

/** The person in charge of the entity, when the form names an existing person. */
export function entityHead(form: OrderForm): PersonId | undefined {
  const { headId } = form.entity;
  return headId !== undefined && form.people[headId] !== undefined ? (headId as PersonId) : undefined;
}

/** The people in charge of websites, each once, in the order of the websites. */
export function siteHeads(form: OrderForm): PersonId[] {
  const named = Object.values(form.websites)
    .map(({ headId }) => headId)
    .filter((headId): headId is PersonId => headId !== undefined && form.people[headId] !== undefined);
  return [...new Set(named)];
}

/** Entity head and site heads, each once. */
export function heads(form: OrderForm): PersonId[] {
  const head = entityHead(form);
  return [...new Set([...(head === undefined ? [] : [head]), ...siteHeads(form)])];
}

/** Whether a person has a mainland ID card; true while the form names no document. */
export function isMainlandResident(person: Person | undefined): boolean {
  return person?.documentType === undefined || person.documentType === 'RESIDENT_ID';
}
