/** How dates and instants are written in everything that enters: ISO 8601, within the years that Beian knows. */
import { z } from 'zod';
import { DATE_ADVICE, DATE_CODE, isKnownDay, isKnownInstant } from './date-range.ts';

const RANGE = { error: DATE_ADVICE, params: { code: DATE_CODE } };
const KNOWN_YEAR = '(?=(?:19|20)\\d\\d-|2100-)';

/** The pattern that the documentation shows, with the known years. */
const documented = ({ source }: RegExp): string => source.replace(/^\^/, `^${KNOWN_YEAR}`);

/**
 * Schema of an existing date, `YYYY-MM-DD`. `z.iso.date()` cannot be used in the data of signals: it tests with a pattern inside
 * zod and writes to it, and everything that workflows share is frozen (`workflows/preloaded.ts`).
 */
export const isoDate = () =>
  z
    .string()
    .regex(new RegExp(z.regexes.date), { error: 'write a date such as 2026-03-12', abort: true })
    .refine(isKnownDay, RANGE)
    .meta({ format: 'date', pattern: documented(z.regexes.date) });

/** Schema of an instant with its offset, `2026-03-12T09:30:00+08:00`. */
export const isoInstant = () =>
  z.iso
    .datetime({ offset: true, error: 'write an instant such as 2026-03-12T09:30:00+08:00', abort: true })
    .refine((iso) => isKnownInstant(Date.parse(iso)), RANGE)
    .meta({ format: 'date-time', pattern: documented(z.regexes.datetime({ offset: true })) });
