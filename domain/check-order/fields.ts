/** The fields each order type asks for (A-002, domain-spec §5.2 row "Info form"), each with what to fill in. */
import { PERSON_DOCUMENT_TYPES, type Entity, type Person, type Website } from '../order/form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { heads } from '../order/heads.ts';
import type { Order } from './order.ts';
import { missing, type Verdict } from './verdict.ts';

const ENTITY_FIELDS = {
  kind: 'Choose the kind of the entity.',
  name: 'Give the name of the entity as on its certificate.',
  certificateType: 'Choose the type of the certificate.',
  certificateNumber: 'Give the number of the certificate.',
  certificateValidUntil: 'Give the last day of validity of the certificate, or LONG_TERM (长期) when it has none.',
  province: 'Choose the province of the certificate.',
  city: 'Choose the city.',
  district: 'Choose the district.',
  certificateAddress: 'Give the address on the certificate.',
  mailingProvince: 'Choose the province of the mailing address.',
  mailingAddress: 'Give the mailing address with house number.',
  headId: 'Name the person in charge of the entity.',
} as const satisfies Partial<Record<keyof Entity, string>>;

const PERSON_FIELDS = {
  name: 'Give the name of the person as on the document.',
  documentType: 'Choose the type of the identity document.',
  documentNumber: 'Give the number of the identity document.',
  documentValidUntil: 'Give the last day of validity of the document, or LONG_TERM.',
  mobile: "Give the person's own mobile number.",
  emergencyMobile: 'Give an emergency number besides the mobile number.',
  email: 'Give a mailbox the person reads.',
} as const satisfies Partial<Record<keyof Person, string>>;

const WEBSITE_FIELDS = {
  name: 'Give the website a name of at least three Chinese characters.',
  homeUrl: 'Give the address of the home page.',
  domain: 'Give the domain of the website.',
  contentCategories: 'Choose what the website is about.',
  languages: 'Choose the languages of the website.',
  serviceType: 'Choose the type of service.',
  headId: 'Name the person in charge of the website.',
} as const satisfies Partial<Record<keyof Website, string>>;

interface Fields {
  entity: Partial<Readonly<Record<keyof Entity, string>>>;
  person: Partial<Readonly<Record<keyof Person, string>>>;
  website: Partial<Readonly<Record<keyof Website, string>>>;
  websites: 'AT_LEAST_ONE' | 'NONE_NEEDED';
}

/** The whole form: first filings and new websites (R-TYPE-10). */
const FULL: Fields = {
  entity: ENTITY_FIELDS,
  person: PERSON_FIELDS,
  website: WEBSITE_FIELDS,
  websites: 'AT_LEAST_ONE',
};
/** Access information only; entity and site stand in the record and are read-only. */
const ACCESS: Fields = { entity: {}, person: {}, website: { domain: WEBSITE_FIELDS.domain }, websites: 'AT_LEAST_ONE' };
/** Changed fields only: none is mandatory by itself. */
const CHANGED: Fields = { entity: {}, person: {}, website: {}, websites: 'NONE_NEEDED' };

export const FIELDS_OF_TYPE: Readonly<Record<OrderType, Fields>> = {
  FIRST: FULL,
  NEW_SITE_HERE: FULL,
  NEW_SITE_ELSEWHERE: FULL,
  TRANSFER_NEW: ACCESS,
  TRANSFER_MORE: ACCESS,
  CHANGE_ENTITY: CHANGED,
  CHANGE_SITE: CHANGED,
  DEREG_ENTITY: CHANGED,
  DEREG_SITE: CHANGED,
  CANCEL_ACCESS: CHANGED,
};

/** Names every mandatory field that is empty. */
export function missingFields({ type, form }: Order): Verdict[] {
  const fields = FIELDS_OF_TYPE[type];
  const websites = Object.entries(form.websites);
  return [
    ...empty('entity', form.entity, fields.entity).filter(({ path }) => path !== VALIDITY || hasEnd(form.entity)),
    ...heads(form).flatMap((id) => empty(`people.${id}`, form.people[id] ?? {}, fields.person)),
    ...(websites.length === 0 && fields.websites === 'AT_LEAST_ONE' ? [missing('websites', 'Add a website.')] : []),
    ...websites.flatMap(([id, website]) => empty(`websites.${id}`, website, fields.website)),
    ...unknownHeads(form),
  ];
}

const VALIDITY = 'entity.certificateValidUntil';

/** A person's validity stands with the person (R-PER-2); the military code is printed without one. */
function hasEnd({ certificateType }: Entity): boolean {
  return certificateType !== 'MILITARY_CODE' && !PERSON_DOCUMENT_TYPES.some((each) => each === certificateType);
}

function empty(path: string, values: object, fields: Readonly<Record<string, string>>): Verdict[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return Object.entries(fields)
    .filter(([field]) => isEmpty(given.get(field)))
    .map(([field, advice]) => missing(`${path}.${field}`, advice));
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
