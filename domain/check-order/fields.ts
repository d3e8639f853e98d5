/** The fields the order's type asks for are filled in (A-002, domain-spec §5.2 row "Info form"). */
import { PERSON_DOCUMENT_TYPES, type Entity } from '../order/form.ts';
import { heads } from '../order/heads.ts';
import { rowOf } from '../order-types/table.ts';
import { ENTITY_ADVICE, PERSON_ADVICE, WEBSITE_ADVICE } from './field-advice.ts';
import type { Order } from './order.ts';
import { blocking, missing, type Verdict } from './verdict.ts';

/** Names every mandatory field that is empty. */
export function missingFields({ type, form, changed, instances }: Order): Verdict[] {
  const { fields } = rowOf(type);
  const websites = Object.entries(form.websites);
  const newAddress = Object.values(instances).some((server) => server !== undefined);
  return [
    ...(changed?.length === 0 && !newAddress ? [nothingChanged] : []),
    ...empty('entity', form.entity, fields.entity, ENTITY_ADVICE).filter(
      ({ path }) => path !== VALIDITY || hasEnd(form.entity),
    ),
    ...heads(form).flatMap((id) => empty(`people.${id}`, form.people[id] ?? {}, fields.person, PERSON_ADVICE)),
    ...(websites.length === 0 && fields.websites === 'AT_LEAST_ONE' ? [missing('websites', 'Add a website.')] : []),
    ...websites.flatMap(([id, website]) => empty(`websites.${id}`, website, fields.website, WEBSITE_ADVICE)),
    ...unknownHeads(form),
  ];
}

const nothingChanged = blocking(
  'changes',
  'NOTHING_CHANGED',
  'Say what is different from the record, or name the new server of a website.',
);

const VALIDITY = 'entity.certificateValidUntil';

/** A person's validity stands with the person (R-PER-2); the military code is printed without one. */
export function hasEnd({ certificateType }: Entity): boolean {
  return certificateType !== 'MILITARY_CODE' && !PERSON_DOCUMENT_TYPES.some((each) => each === certificateType);
}

function empty<Field extends string>(
  path: string,
  values: object,
  fields: readonly Field[],
  advice: Readonly<Record<Field, string>>,
): Verdict[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return fields.filter((field) => isEmpty(given.get(field))).map((field) => missing(`${path}.${field}`, advice[field]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** A head that is named must be described too. */
function unknownHeads(form: Order['form']): Verdict[] {
  const named = [
    ['entity.headId', form.entity.headId] as const,
    ...Object.entries(form.websites).map(([id, { headId }]) => [`websites.${id}.headId`, headId] as const),
  ];
  return named
    .filter(([, headId]) => headId !== undefined && form.people[headId] === undefined)
    .map(([path]) => missing(path, 'Fill in the person named here, or name another one.'));
}
