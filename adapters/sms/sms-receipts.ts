/** Delivery receipts. Each SMS vendor pushes them in its own form, several at once (`tencent-receipts.ts`, `alibaba-receipts.ts`). */
import type { z } from 'zod';
import { strangeIn } from '../../domain/text/strange-text.ts';
import { isKnownInstant } from '../../domain/time/date-range.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';

export type SmsVendorName = 'tencent' | 'alibaba';

/** A vendor's report about one SMS. The recipient's number is not read. */
export interface SmsReceipt {
  /** The vendor's id of the SMS, as `SmsSender.send` returned it. */
  reference: string;
  /** The idempotency key of the SMS, where the vendor returns it. */
  key?: string;
  outcome: 'DELIVERED' | 'FAILED';
  /** Time of the report, by the vendor's clock. */
  at?: Instant;
  /** The carrier's code, e.g. `UNDELIV`. */
  code?: string;
}

export interface SmsReceiptForm {
  /** One entry of the vendor's request. It may contain other fields, now or later. */
  readonly entry: z.ZodType<SmsReceipt>;
  /** The answer that tells the vendor that its receipts were accepted. */
  readonly taken: object;
}

export interface SmsReceipts {
  receipts: SmsReceipt[];
  /** Number of malformed entries, which are left out. */
  unreadable: number;
}

export interface SmsReceiptReader extends SmsReceiptForm {
  /** Reads the vendor's request entry by entry, so that a malformed entry does not hide the others. */
  read: (body: unknown) => SmsReceipts;
}

export function createReceiptReader(form: SmsReceiptForm): SmsReceiptReader {
  return {
    ...form,
    read(body) {
      const entries: unknown[] = Array.isArray(body) ? body : [body];
      const receipts = entries.flatMap((entry) =>
        strangeIn(entry).length > 0 ? [] : (form.entry.safeParse(entry).data ?? []),
      );
      return { receipts, unreadable: entries.length - receipts.length };
    },
  };
}

/** The instant of a Beijing time such as `2026-03-02 09:30:00`; undefined when the text is not a time of the years that Beian knows. */
export function beijingTime(reading: string | undefined): Instant | undefined {
  if (reading === undefined || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(reading)) return undefined;
  const at = Date.parse(`${reading.replace(' ', 'T')}+08:00`);
  return isKnownInstant(at) ? instant(at) : undefined;
}

/** A carrier's code; undefined for free text, which might contain personal data. */
export const carrierCode = (code: string | undefined): string | undefined =>
  code !== undefined && /^[\w:.+-]{1,40}$/.test(code) ? code : undefined;
