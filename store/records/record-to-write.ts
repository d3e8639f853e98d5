/** A completed order with what MIIT's synchronisation told of it. */
import { asciiHost } from '../../domain/identity/domain-name.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { Synced } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';

export type RecordToWrite = Synced & {
  orderId: OrderId;
  at: Instant;
  issuedOn: string;
  /** The websites of the order that it is about, where a bureau decides on each by itself; all of them when left out (R-BUR-4). */
  part?: readonly string[];
};

/** The form as far as the record is about it. */
export function partOf(form: OrderForm, { part }: Pick<RecordToWrite, 'part'>): OrderForm {
  if (part === undefined) return form;
  return { ...form, websites: Object.fromEntries(Object.entries(form.websites).filter(([id]) => part.includes(id))) };
}

/** With domains in the spelling in which they are stored and asked for; also of filings that were told before it was made at the door. */
export function asStored<Told extends Synced>(told: Told): Told {
  if ('removed' in told) return told;
  return { ...told, websites: told.websites.map((one) => ({ ...one, domain: asciiHost(one.domain) ?? one.domain })) };
}
