/**
 * What of the form roles see that do not work with people's data (A-147, R-MAT-7): one row for each field. The API masks by this
 * table, and so does the codec server. A field that is not listed does not compile.
 */
import { maskDocumentNumber, maskEmail, maskMobile, maskName } from '../identity/masking.ts';
import { maskText } from '../identity/masked-text.ts';
import { present } from '../present.ts';
import type { Entity, OrderForm, Person, Website } from './form.ts';

/**
 * `SHOWN`: says nothing about a person. `TEXT`: shown, without what identifies a person of this order. `HIDDEN`: not shown.
 * `NAME`, `NUMBER`, `MOBILE`, `EMAIL`: enough to tell two apart. The same `_OF_INDIVIDUAL`: an organisation's is public, an
 * individual's is not.
 */
export type Privacy =
  'SHOWN' | 'TEXT' | 'HIDDEN' | 'NAME' | 'NUMBER' | 'MOBILE' | 'EMAIL' | 'NAME_OF_INDIVIDUAL' | 'HIDDEN_OF_INDIVIDUAL';

export const PERSON_PRIVACY = {
  name: 'NAME',
  documentType: 'SHOWN',
  documentNumber: 'NUMBER',
  documentValidUntil: 'SHOWN',
  mobile: 'MOBILE',
  mobileOverrideNote: 'HIDDEN',
  emergencyMobile: 'MOBILE',
  officePhone: 'MOBILE',
  email: 'EMAIL',
  legalRepresentative: 'SHOWN',
} as const satisfies Record<keyof Person, Privacy>;

export const ENTITY_PRIVACY = {
  kind: 'SHOWN',
  name: 'NAME_OF_INDIVIDUAL',
  certificateType: 'SHOWN',
  certificateNumber: 'NUMBER',
  certificateValidUntil: 'SHOWN',
  province: 'SHOWN',
  city: 'TEXT',
  district: 'TEXT',
  cityCode: 'SHOWN',
  districtCode: 'SHOWN',
  certificateAddress: 'HIDDEN',
  mailingProvince: 'SHOWN',
  mailingCity: 'TEXT',
  mailingAddress: 'HIDDEN',
  investor: 'NAME',
  remark: 'HIDDEN',
  headId: 'SHOWN',
} as const satisfies Record<keyof Entity, Privacy>;

export const WEBSITE_PRIVACY = {
  name: 'NAME_OF_INDIVIDUAL',
  homeUrl: 'HIDDEN_OF_INDIVIDUAL',
  domain: 'SHOWN',
  contentCategories: 'SHOWN',
  languages: 'TEXT',
  serviceContents: 'SHOWN',
  languageCodes: 'SHOWN',
  accessMethod: 'SHOWN',
  serverPlace: 'SHOWN',
  serviceType: 'SHOWN',
  preApprovals: 'TEXT',
  incomeGenerating: 'SHOWN',
  remark: 'HIDDEN',
  headId: 'SHOWN',
} as const satisfies Record<keyof Website, Privacy>;

export const HIDDEN = '***';

/** `alsoKnown`: what identifies people beside what the form itself says, such as its earlier heads. */
export function maskedForm(form: OrderForm, alsoKnown: readonly string[] = []): OrderForm {
  const known = [...personalValues(form), ...alsoKnown];
  const ofIndividual = isOfIndividual(form.entity);
  return {
    entity: maskedEntity(form.entity, known),
    people: mapped(form.people, (person) => maskedPerson(person)),
    websites: mapped(form.websites, (website) => maskedWebsite(website, { ofIndividual, known })),
  };
}

export const maskedPerson = (person: Person): Person => masked(person, PERSON_PRIVACY, { ofIndividual: true });

/** An organisation's name is public, an individual's is not. */
export const maskedEntity = (entity: Entity, known: readonly string[] = personalValues({ entity })): Entity =>
  masked(entity, ENTITY_PRIVACY, { ofIndividual: isOfIndividual(entity), known });

/** Names of individuals' websites often hold the name of their owner. */
export const maskedWebsite = (website: Website, owner: Owner): Website => masked(website, WEBSITE_PRIVACY, owner);

/** A form without a kind may become an individual's. */
export const isOfIndividual = ({ kind }: Pick<Entity, 'kind'>): boolean => kind === undefined || kind === 'INDIVIDUAL';

/** What identifies people in this form, to be taken out of texts about it. */
export function personalValues({ entity, people = {}, websites = {} }: Partial<OrderForm> & Pick<OrderForm, 'entity'>) {
  const ofIndividual = isOfIndividual(entity);
  return [
    ...valuesIn(entity, ENTITY_PRIVACY, ofIndividual),
    ...Object.values(people).flatMap((person) => valuesIn(person, PERSON_PRIVACY, true)),
    ...Object.values(websites).flatMap((website) => valuesIn(website, WEBSITE_PRIVACY, ofIndividual)),
  ];
}

/** Whose data it is, and what identifies people where the data stand. */
interface Owner {
  ofIndividual: boolean;
  known?: readonly string[];
}

type Table<T> = Readonly<Record<keyof T & string, Privacy>>;

const mapped = <T>(record: Readonly<Record<string, T>>, work: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, work(value)]));

function masked<T extends object>(value: T, table: Table<T>, owner: Owner): T {
  const changed = Object.entries<Privacy>(table).map(([field, privacy]) => {
    const content: unknown = value[field as keyof T];
    return [field, content === undefined ? undefined : maskedValue(content, privacy, owner)];
  });
  return { ...value, ...present(Object.fromEntries(changed)) };
}

function maskedValue(content: unknown, privacy: Privacy, owner: Owner): unknown {
  if (privacy === 'SHOWN') return content;
  if (Array.isArray(content)) return content.map((each: unknown) => maskedValue(each, privacy, owner));
  if (typeof content === 'object' && content !== null)
    return Object.fromEntries(
      Object.entries(content).map(([field, each]) => [field, maskedValue(each, privacy, owner)]),
    );
  return typeof content === 'string' ? maskedString(content, privacy, owner) : content;
}

function maskedString(text: string, privacy: Exclude<Privacy, 'SHOWN'>, { ofIndividual, known = [] }: Owner): string {
  switch (privacy) {
    case 'TEXT':
      return maskText(text, known);
    case 'HIDDEN':
      return HIDDEN;
    case 'NAME':
      return maskName(text);
    case 'NUMBER':
      return maskDocumentNumber(text);
    case 'MOBILE':
      return maskMobile(text);
    case 'EMAIL':
      return maskEmail(text);
    case 'NAME_OF_INDIVIDUAL':
      return ofIndividual ? maskName(text) : maskText(text, known);
    case 'HIDDEN_OF_INDIVIDUAL':
      return ofIndividual ? HIDDEN : maskText(text, known);
    default:
      return privacy satisfies never;
  }
}

function valuesIn<T extends object>(value: T, table: Table<T>, ofIndividual: boolean): string[] {
  return Object.entries<Privacy>(table).flatMap(([field, privacy]) => {
    const content: unknown = value[field as keyof T];
    const isPublic = privacy === 'SHOWN' || privacy === 'TEXT' || (privacy.endsWith('_OF_INDIVIDUAL') && !ofIndividual);
    return isPublic || typeof content !== 'string' ? [] : [content, ...piecesOf(content)];
  });
}

/** Whoever writes of somebody's address may leave out the city or the name behind it. */
const piecesOf = (content: string): string[] =>
  content.split(/[\s,;:，；：、（）()]+/u).filter((piece) => piece.length >= SHORTEST_PIECE);
const SHORTEST_PIECE = 4;
