/** What is missing or wrong in an order, with advice on what to do about it (R-SM-5, R-SM-18). */
import { z } from 'zod';
import { madeOneLine } from './text/one-line.ts';
import { lazily } from './lazily.ts';

/** One structured item: which field or material, why, and what to do about it. It never contains values of fields. */
export const findingSchema = lazily(() =>
  z
    .strictObject({
      /** Path into the order: `entity.name`, `people.P1.mobile`, `websites.W1.domain`, `documents.entity-certificate`, `instance`. */
      path: z.string().regex(/^[\w.:-]{1,120}$/, 'write a field path such as websites.W1.name'),
      /** Machine-readable reason, e.g. `MISSING`, `EXPIRED`, `PHONE_UNREACHABLE`. */
      code: z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/, 'write a reason code such as NAME_MISMATCH'),
      /** Advice in plain words. */
      advice: madeOneLine(1, 500),
    })
    .meta({ id: 'Finding' }),
);
/** More than the rules can find in one order, which has at most 99 websites and 99 people. */
export const MOST_FINDINGS = 5000;

export type Finding = z.infer<ReturnType<typeof findingSchema>>;
