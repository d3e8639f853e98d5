import { z } from 'zod';

/**
 * Schema of an existing date, `YYYY-MM-DD`, for the data of signals. `z.iso.date()` cannot be used: it tests with a pattern inside
 * zod and writes to it, and everything that workflows share is frozen (`workflows/preloaded.ts`).
 */
export const isoDate = () =>
  z.string().regex(new RegExp(z.regexes.date), 'write a date such as 2026-03-12').meta({ format: 'date' });
