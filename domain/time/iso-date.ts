import { z } from 'zod';

/**
 * A date that exists, `YYYY-MM-DD`, in what signals carry. `z.iso.date()` would test with a pattern of zod's own, which
 * is frozen with everything workflows share (`workflows/preloaded.ts`) although zod writes to patterns it tests with.
 */
export const isoDate = () =>
  z.string().regex(new RegExp(z.regexes.date), 'write a date such as 2026-03-12').meta({ format: 'date' });
