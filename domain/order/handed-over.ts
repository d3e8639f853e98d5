/** The part of an order that the bureau receives with the scans: what is filed, changed or removed. */
import type { OrderType } from '../order-types/order-type.ts';
import { rowOf } from '../order-types/table.ts';
import { formOf, type OrderContent } from './content.ts';
import { diffOf, type FieldChange } from './diff.ts';
import type { OrderForm } from './form.ts';

export interface HandedOver {
  /** The form as it will be on record; for a removal, the part of the record that is removed. */
  form: OrderForm;
  /** For a change: the numbers of what is changed, websites by their names in the form, and each changed field. */
  changes?: {
    entityNumber: string;
    websiteNumbers: Readonly<Record<string, string>>;
    fields: readonly FieldChange[];
  };
  /** For a removal: the numbers of the removed parts, and the reason. */
  removal?: { removes: 'ENTITY' | 'WEBSITES' | 'ACCESSES'; entityNumber: string; numbers: string[]; reason: string };
}

/** Throws when the content is not of the kind that the type takes, which means that the order was not checked. */
export function handedOver(type: OrderType, content: OrderContent): HandedOver {
  const asked = rowOf(type).content;
  const form = formOf(content);
  if (content.kind === 'FORM' && asked.kind === 'FORM') return { form };
  if (content.kind === 'CHANGES' && asked.kind === 'CHANGES') {
    const { entityNumber, websiteNumbers } = content.record;
    return { form, changes: { entityNumber, websiteNumbers, fields: diffOf(content, 'CLEAR') ?? [] } };
  }
  if (content.kind === 'REMOVAL' && asked.kind === 'REMOVAL') {
    const { record, reason } = content;
    const numbers = Object.keys(form.websites).flatMap((id) => record.websiteNumbers[id] ?? []);
    return { form, removal: { removes: asked.removes, entityNumber: record.entityNumber, numbers, reason } };
  }
  throw new Error(`an order of type ${type} takes ${asked.kind}, not ${content.kind}`);
}
