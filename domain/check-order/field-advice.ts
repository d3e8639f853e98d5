/** The fields an order may ask for, each with what to fill in. Which of them a type asks for is in its row. */
import type { Entity, Person, Website } from '../order/form.ts';

export const ENTITY_ADVICE = {
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

export const PERSON_ADVICE = {
  name: 'Give the name of the person as on the document.',
  documentType: 'Choose the type of the identity document.',
  documentNumber: 'Give the number of the identity document.',
  documentValidUntil: 'Give the last day of validity of the document, or LONG_TERM.',
  mobile: "Give the person's own mobile number.",
  emergencyMobile: 'Give an emergency number besides the mobile number.',
  email: 'Give a mailbox the person reads.',
} as const satisfies Partial<Record<keyof Person, string>>;

export const WEBSITE_ADVICE = {
  name: 'Give the website a name of at least three Chinese characters.',
  homeUrl: 'Give the address of the home page.',
  domain: 'Give the domain of the website.',
  contentCategories: 'Choose what the website is about.',
  languages: 'Choose the languages of the website.',
  serviceType: 'Choose the type of service.',
  headId: 'Name the person in charge of the website.',
} as const satisfies Partial<Record<keyof Website, string>>;

/** The fields a type of order asks for. */
export interface FieldsAsked {
  entity: readonly (keyof typeof ENTITY_ADVICE)[];
  /** Of each person in charge. */
  person: readonly (keyof typeof PERSON_ADVICE)[];
  website: readonly (keyof typeof WEBSITE_ADVICE)[];
  websites: 'AT_LEAST_ONE' | 'NONE_NEEDED';
}
