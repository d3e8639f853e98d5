/** Delivery receipts: each SMS vendor pushes them in a form of its own, many at once (`tencent-receipts.ts`, `alibaba-receipts.ts`). */
import type { z } from 'zod';
import { instant, type Instant } from '../../domain/time/instant.ts';

export type SmsVendorName = 'tencent' | 'alibaba';

/** What a vendor says became of one SMS. The number it went to is not read. */
export interface SmsReceipt {
  /** The vendor's number of the SMS, as `SmsSender.send` answered it. */
  reference: string;
  /** The idempotency key the SMS was sent with, where the vendor gives it back. */
  key?: string;
  outcome: 'DELIVERED' | 'FAILED';
  /** When, by the vendor's clock. */
  at?: Instant;
  /** The carrier's code, e.g. `UNDELIV`. */
  code?: string;
}

export interface SmsReceiptForm {
  /** One entry of what the vendor posts. Other fields may come with it, now or later. */
  readonly entry: z.ZodType<SmsReceipt>;
  /** The answer by which the vendor knows that its receipts were taken. */
  readonly taken: object;
}

export interface SmsReceipts {
  receipts: SmsReceipt[];
  /** Entries of another form, which are left out. */
  unreadable: number;
}

export interface SmsReceiptReader extends SmsReceiptForm {
  /** Reads what the vendor posted, entry by entry: one that cannot be read does not spoil the others. */
  read: (body: unknown) => SmsReceipts;
}

export function createReceiptReader(form: SmsReceiptForm): SmsReceiptReader {
  return {
    ...form,
    read(body) {
      const entries: unknown[] = Array.isArray(body) ? body : [body];
      const receipts = entries.flatMap((entry) => form.entry.safeParse(entry).data ?? []);
      return { receipts, unreadable: entries.length - receipts.length };
    },
  };
}

/** A vendor's reading of the clock in Beijing, `2026-03-02 09:30:00`; undefined when it is none. */
export function beijingTime(reading: string | undefined): Instant | undefined {
  if (reading === undefined || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(reading)) return undefined;
  const at = Date.parse(`${reading.replace(' ', 'T')}+08:00`);
  return Number.isNaN(at) ? undefined : instant(at);
}

/** A carrier's code; undefined for words, which nobody has looked through. */
export const carrierCode = (code: string | undefined): string | undefined =>
  code !== undefined && /^[\w:.+-]{1,40}$/.test(code) ? code : undefined;
