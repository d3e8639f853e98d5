/**
 * A payload as people see it in Temporal UI: no more of people's data than the API shows to operators and auditors. Fields are
 * masked by the table of the form (`domain/order/form-privacy.ts`). Of all other texts only those are shown that are names of the
 * program: codes, identifiers, instants. Sentences are hidden, because nothing here knows whom they are about; only what Beian's own
 * workflows say of themselves in a summary is shown, without what has the form of a person's number or address.
 */
import type { Payload } from '@temporalio/common';
import { DUTY_KINDS } from '../domain/duties/duty.ts';
import { maskText } from '../domain/identity/masked-text.ts';
import { CLOCK_KINDS } from '../domain/lifecycle/clocks.ts';
import { DUE_KINDS } from '../domain/lifecycle/due.ts';
import { ENTITY_PRIVACY, HIDDEN, PERSON_PRIVACY, WEBSITE_PRIVACY } from '../domain/order/form-privacy.ts';
import { isMarkedByHand, markByHand } from './origin.ts';

const JSON_ENCODING = 'json/plain';
const NOTHING = 'binary/null';

export function maskedPayload(payload: Payload): Payload {
  const isByHand = isMarkedByHand(payload);
  const encoding = text(payload.metadata?.['encoding']);
  const mark = (shownAs: string): Payload => {
    const plain: Payload = { metadata: { encoding: Buffer.from(shownAs) } };
    return isByHand ? markByHand(plain) : plain;
  };
  if (encoding === NOTHING) return mark(NOTHING);
  const shown = encoding === JSON_ENCODING ? maskedJson(text(payload.data), isByHand) : HIDDEN;
  return { ...mark(JSON_ENCODING), data: Buffer.from(JSON.stringify(shown)) };
}

function maskedJson(json: string, isByHand: boolean): unknown {
  try {
    return masked(JSON.parse(json), { field: undefined, isHidden: false, saysItself: !isByHand });
  } catch {
    return HIDDEN;
  }
}

/** Where a value stands. */
interface Place {
  /** Undefined for the whole payload. */
  field: string | undefined;
  /** Stands below a hidden field. */
  isHidden: boolean;
  /** In a payload of a workflow, whose summaries are its own words; not in one that was sent by hand. */
  saysItself: boolean;
}

function masked(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return maskedString(value, place);
  if (typeof value === 'number') return place.isHidden || looksLikeNumberOfPerson(value) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((each: unknown) => masked(each, { ...place, field: place.field ?? '' }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => {
      const isHidden = place.isHidden || (PRIVATE.has(field) && typeof each === 'object');
      return [nameOfField(field), masked(each, { ...place, field, isHidden })];
    }),
  );
}

/** The field in which a workflow says how it stands; Temporal gives it its name. */
const SAYS_HOW_IT_STANDS = 'currentDetails';

function maskedString(value: string, { field, isHidden, saysItself }: Place): string {
  if (isHidden) return HIDDEN;
  if (saysItself && (field === undefined || field === SAYS_HOW_IT_STANDS)) return maskText(value, []);
  if (field === 'name') return KNOWN_NAMES.has(value) ? value : HIDDEN;
  return field !== undefined && PRIVATE.has(field) ? HIDDEN : wordOfProgram(value);
}

const wordOfProgram = (value: string): string => (isOfProgram(value) ? value : HIDDEN);

/** A name of a field may be data as well, where somebody sent it by hand. */
const nameOfField = wordOfProgram;

/** Fields whose texts are about people: those of the form that are not shown, and those in which people write. */
const PRIVATE: ReadonlySet<string> = new Set([
  ...[ENTITY_PRIVACY, PERSON_PRIVACY, WEBSITE_PRIVACY].flatMap((table) =>
    Object.entries(table)
      .filter(([field, privacy]) => privacy !== 'SHOWN' && field !== 'name')
      .map(([field]) => field),
  ),
  'note',
  'detail',
  'advice',
  'text',
  'message',
  'address',
  'backdropAddress',
  'params',
]);

/** What due instants, their alarms and duties are called. */
const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...DUE_KINDS,
  ...CLOCK_KINDS,
  ...DUTY_KINDS,
  'claim',
  'reminder',
  'smsReminder',
  'overdue',
]);

/** A code, an identifier, a path, a domain, an instant or a filing number: one word in ASCII that is no number of a person. */
function isOfProgram(value: string): boolean {
  if (/^\p{Script=Han}ICP备\d{8,12}号(-\d{1,4})?$/u.test(value)) return true;
  if (!/^[!-~]{0,200}$/.test(value)) return false;
  return maskText(value, []) === value && !/\d{7}/.test(withoutKnownNumbers(value));
}

/** Order numbers, instants and identifiers made by the program hold long numbers. */
const withoutKnownNumbers = (value: string): string =>
  value
    .replaceAll(/(?:BA|HC)\d{8}-[A-Z0-9]{8}/g, '')
    .replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi, '')
    .replaceAll(/\b[0-9a-f]{40,64}\b/gi, '');

/** Mobiles have 11 digits, ID numbers 15 or 18; an instant in milliseconds has 13. */
const looksLikeNumberOfPerson = (value: number): boolean => [11, 15, 18].includes(String(Math.abs(value)).length);

const ORDER_NUMBER = /BA\d{8}-[A-Z0-9]{8}/g;

/** The orders that payloads name, as far as they can be read. */
export const ordersIn = (payloads: readonly Payload[]): string[] => [
  ...new Set(payloads.flatMap(({ data }) => text(data).match(ORDER_NUMBER) ?? [])),
];

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
