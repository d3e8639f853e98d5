/** The words of a field of the form, by its path. */
import { ENTITY_TEXTS, PERSON_TEXTS, WEBSITE_TEXTS, type FieldText } from '../../../domain/order/field-texts.ts';

type PartKind = 'entity' | 'person' | 'website';

const TEXTS: Readonly<Record<PartKind, Readonly<Record<string, FieldText>>>> = {
  entity: ENTITY_TEXTS,
  person: PERSON_TEXTS,
  website: WEBSITE_TEXTS,
};

/** @param part `entity`, `people.P1`, `websites.W1` */
export const kindOf = (part: string): PartKind => {
  if (part === 'entity') return 'entity';
  return part.startsWith('people.') ? 'person' : 'website';
};

/** Undefined for a field that the table has no row for. */
export const fieldText = (part: string, name: string): FieldText | undefined => TEXTS[kindOf(part)][name];
