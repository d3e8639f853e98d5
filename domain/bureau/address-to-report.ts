/**
 * Addresses that the provider reports to its bureau (IP地址备案, R-MI-3): where they come from, and what is done with them. A website's
 * address must lie in what was reported as used.
 */
import { z } from 'zod';
import { oneLine } from '../text/one-line.ts';
import { isoDate } from '../time/iso-date.ts';

const address = z.ipv4({ error: 'write an IPv4 address such as 203.0.113.10' });
/** A reporting unit (报备单位) by its number in the bureau's list. */
const unit = z.string().regex(/^[1-9]\d{0,18}$/, "write the number of a reporting unit, from the bureau's code table");
const area = z.string().regex(/^[1-9]\d{5}$/, 'write six digits, such as 330100');
const code = z.int().min(1).max(999);
const range = { from: address, to: address, remark: oneLine(500).optional() };
const use = { usage: z.enum(['STATIC', 'DYNAMIC', 'UNKNOWN']), since: isoDate() };
const user = z
  .strictObject({
    name: oneLine(255),
    nature: code.meta({ description: 'Nature of the unit (单位性质), by the code table `NATURE`.' }),
    place: z.strictObject({ province: area, city: area, county: area.optional(), address: oneLine(500) }),
    contact: z.strictObject({ name: oneLine(20), telephone: oneLine(100), email: oneLine(250) }),
  })
  .meta({ id: 'AddressUser' });

/** What is reported of a range; `kind` says what is done with it. */
export const addressToReportSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('SOURCE'), ...range, unit }),
    z.strictObject({ kind: z.literal('OWN_USE'), ...range, ...use }),
    z.strictObject({ kind: z.literal('USED_BY_CUSTOMER'), ...range, ...use, user }),
    z.strictObject({ kind: z.literal('ALLOCATED_FURTHER'), ...range, unit }),
    z.strictObject({ kind: z.literal('RESERVED'), ...range }),
    z.strictObject({
      kind: z.literal('BROUGHT_ALONG'),
      ...range,
      ...use,
      user,
      forwards: z.boolean(),
      gateway: z.strictObject({ address, place: oneLine(500) }),
      source: z.union([z.strictObject({ unit }), z.strictObject({ name: oneLine(255) })]),
    }),
    z.strictObject({ kind: z.literal('BROADCAST'), ...range, announcing: unit, applying: unit }),
  ])
  .refine(({ from, to }) => numberOf(from) <= numberOf(to), {
    path: ['to'],
    message: 'write an address from `from` on',
  })
  .meta({ id: 'AddressToReport' });
export type AddressToReport = z.infer<typeof addressToReportSchema>;
export type ReportKind = AddressToReport['kind'];

/** Kinds in which a website may lie. */
export const SERVING: readonly ReportKind[] = ['OWN_USE', 'USED_BY_CUSTOMER', 'BROUGHT_ALONG'];

const numberOf = (ipv4: string): number => ipv4.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/**
 * `REPORTED`: it waits to be sent, or for the bureau's answer. `ACCEPTED`: a website may be filed on it, where it is used. `REFUSED`:
 * enter it anew. `REMOVAL_REPORTED`, `REMOVED`: it is taken back.
 */
export const REPORT_STATES = ['REPORTED', 'ACCEPTED', 'REFUSED', 'REMOVAL_REPORTED', 'REMOVED'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** A report to one account: a range that is new, or one that is taken back by MIIT's id. */
export type AddressReportToSend =
  { account: string; added: AddressToReport; own: string } | { account: string; removed: ReportKind; id: string };
