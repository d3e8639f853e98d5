/** What the provider did about a website without a filing on its addresses (未备案网站, R-MI-4): a report to the bureau that found it. */
import { z } from 'zod';
import { oneLine } from '../text/one-line.ts';
import { isoDate } from '../time/iso-date.ts';

export const unfiledReportSchema = z
  .strictObject({
    handling: z.int().min(1).max(999).meta({ description: 'By the code table `UNFILED_HANDLING` of the bureau.' }),
    opinion: oneLine(250),
    /** Until when the website has to be in order. */
    dueOn: isoDate(),
    province: z
      .string()
      .regex(/^[1-9]\d{5}$/, 'write six digits, such as 330000')
      .optional()
      .meta({ description: 'Where the website stands; needed where the bureau did not say it.' }),
    reporter: z
      .strictObject({
        name: oneLine(100).optional(),
        telephone: oneLine(100).optional(),
        email: oneLine(120).optional(),
      })
      .optional(),
  })
  .meta({ id: 'UnfiledReport' });
export type UnfiledReport = z.infer<typeof unfiledReportSchema>;

/**
 * `OPEN`: nobody has said what was done. `REPORTED`: it waits to be sent, or the bureau has it. `FILED`: the website was filed meanwhile
 * and is served on record; what was done can still be reported.
 */
export const UNFILED_STATES = ['OPEN', 'REPORTED', 'FILED'] as const;

/** A website in a bureau's list, with what was done about it. */
export interface UnfiledToReport extends Omit<UnfiledReport, 'province'> {
  domain: string;
  address: string;
  carrier: string;
  province?: string;
  /** The day on which the website came into the list here. */
  listedOn: string;
}
