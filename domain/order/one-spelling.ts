/**
 * Every identifier of a form in its one spelling, from which on it is stored, looked up, compared and sent. Names and addresses keep how they
 * were typed, but for characters that Unicode holds twice. Not for workflow code: it needs the numbering data and the URL parser.
 */
import type { Finding } from '../finding.ts';
import { documentNumber } from '../identity/document-number.ts';
import { asciiHost } from '../identity/domain-name.ts';
import { mailbox, MAILBOX_ADVICE } from '../identity/mailbox.ts';
import { checkMobile, mainlandMobile } from '../identity/mobile.ts';
import { officePhone } from '../identity/office-phone.ts';
import type { Entity, OrderForm, Person, Website } from './form.ts';

type Spell = (typed: string) => string;

const composed: Spell = (typed) => typed.normalize('NFC');
const number: Spell = documentNumber;
const mobile: Spell = (typed) => mainlandMobile(typed) ?? typed;

const ENTITY: Partial<Record<keyof Entity, Spell>> = {
  name: composed,
  certificateNumber: number,
  city: composed,
  district: composed,
  certificateAddress: composed,
  mailingCity: composed,
  mailingAddress: composed,
  investor: composed,
};
const PERSON: Partial<Record<keyof Person, Spell>> = {
  name: composed,
  documentNumber: number,
  mobile,
  emergencyMobile: mobile,
  officePhone,
  email: (typed) => mailbox(typed) ?? typed,
};
const WEBSITE: Partial<Record<keyof Website, Spell>> = {
  name: composed,
  domain: (typed) => asciiHost(typed) ?? typed,
};

export function inOneSpelling({ entity, people, websites }: OrderForm): OrderForm {
  return {
    entity: spelled(entity, ENTITY),
    people: each(people, spelledPerson),
    websites: each(websites, (website) => spelled(website, WEBSITE)),
  };
}

/** For people who come in otherwise than by a form: with an import, or with what MIIT says of a record. */
export const spelledPerson = (person: Person): Person => spelled(person, PERSON);

function spelled<Fields extends object>(fields: Fields, spellings: Partial<Record<keyof Fields, Spell>>): Fields {
  const after = { ...fields };
  for (const name of keysOf(spellings)) {
    const [typed, spell] = [fields[name], spellings[name]];
    if (typeof typed === 'string' && spell !== undefined) Object.assign(after, { [name]: spell(typed) });
  }
  return after;
}

const keysOf = <Fields extends object>(fields: Fields): (keyof Fields)[] => Object.keys(fields) as (keyof Fields)[];

const each = <Part>(parts: Record<string, Part>, spell: (part: Part) => Part): Record<string, Part> =>
  Object.fromEntries(Object.entries(parts).map(([id, part]) => [id, spell(part)]));

/**
 * The mailboxes and mobiles that nobody could be reached at. They are refused when they are saved, and not only when the order
 * is submitted, because messages go out before.
 */
export function unreachable({ people }: OrderForm): Finding[] {
  return Object.entries(people).flatMap(([id, { mobile: own, emergencyMobile, email }]) => [
    ...noMobile(`people.${id}.mobile`, own),
    ...noMobile(`people.${id}.emergencyMobile`, emergencyMobile),
    ...(email === undefined || mailbox(email) !== undefined
      ? []
      : [{ path: `people.${id}.email`, code: 'EMAIL_INVALID', advice: MAILBOX_ADVICE }]),
  ]);
}

function noMobile(path: string, typed: string | undefined): Finding[] {
  if (typed === undefined) return [];
  const checked = checkMobile(typed, []);
  return checked.ok ? [] : [{ path, code: checked.code, advice: checked.advice }];
}
