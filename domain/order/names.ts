/**
 * How people, websites and document slots are named within one order. Workflows use these schemas, so they are made
 * lazily (`domain/lazily.ts`).
 */
import { z } from 'zod';
import { lazily } from '../lazily.ts';

/** `P1`, `P2`, …: a person of the order's form. */
export const personIdSchema = lazily(() => z.string().regex(/^P[1-9]\d?$/, 'write P1, P2, …'));

/** `W1`, `W2`, …: a website of the order's form. */
export const websiteIdSchema = lazily(() => z.string().regex(/^W[1-9]\d?$/, 'write W1, W2, …'));

/**
 * A document slot by its form: `entity-certificate`, `site-head-id:P2`. Whether an order has such a slot is looked at when the
 * document or the step is written.
 */
export const slotNameSchema = lazily(() =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,50}(?::[PW][1-9]\d?)?$/,
      'write a document slot such as entity-certificate or site-head-id:P1',
    ),
);
