/** How this desk writes instants, fields and what stands in them. */
import { findingText } from '../../domain/messages/texts/advice-zh.ts';
import { fieldName, when, whenDue, type DueAt } from '../../domain/messages/texts/wording.ts';
import { choiceName } from '../../domain/order/choice-names.ts';
import { ENTITY_TEXTS, PERSON_TEXTS, WEBSITE_TEXTS, type FieldText } from '../../domain/order/field-texts.ts';
import { slotName } from '../../domain/materials/slot-texts.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { SLOT_NAMES } from '../../domain/materials/slots.ts';
import type { Language } from '../texts/texts.ts';
import { texts } from './texts.ts';

export const whenIn = (language: Language, at: Instant): string => when(at)[language];

/** Marked while the instant may still move. */
export const dueIn = (language: Language, due: DueAt): string => whenDue(due)[language];

const FIELDS: ReadonlyMap<string, FieldText> = new Map([
  ...Object.entries(ENTITY_TEXTS).map(([name, text]) => [`entity.${name}`, text] as const),
  ...Object.entries(PERSON_TEXTS).map(([name, text]) => [`people.${name}`, text] as const),
  ...Object.entries(WEBSITE_TEXTS).map(([name, text]) => [`websites.${name}`, text] as const),
]);

/** `people.P1.mobile` → 手机号码 P1; `documents.site-head-id:P2` → the name of the slot. */
export function fieldIn(language: Language, path: string): string {
  const [part = '', ...rest] = path.split('.');
  if (part === 'documents') return slotName(rest.join('.'))[language];
  const text = FIELDS.get(`${part}.${rest.at(-1) ?? ''}`);
  if (text === undefined) return fieldName(path)[language];
  return rest.length > 1 ? `${text.label[language]} ${rest[0] ?? ''}` : text.label[language];
}

export const adviceIn = (language: Language, finding: Finding): string => findingText(finding)[language];

/** What stands in a field, as one line. */
export function valueText(language: Language, value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? '✓' : '✗';
  if (value === 'LONG_TERM') return texts.longTerm[language];
  if (typeof value === 'string') return choiceName(value)[language];
  if (typeof value === 'number') return String(value);
  const each = (one: unknown): string => valueText(language, one);
  if (Array.isArray(value)) return value.map(each).join(', ') || '–';
  return typeof value === 'object' ? Object.values(value).map(each).join(' ') : '–';
}

/** A slot in the order of the form. */
export const slotPlace = (slot: string): number => SLOT_NAMES.findIndex((name) => slot.startsWith(name));
