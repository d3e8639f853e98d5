/**
 * How people, websites and document slots are named within one order. Each is a function, because a schema that a
 * module exports is frozen with everything workflows share (`workflows/preloaded.ts`), and a frozen pattern fails when
 * it is used.
 */
import { z } from 'zod';

/** How many people, and how many websites, can be named within one order: `P1` to `P99`, `W1` to `W99`. */
export const MOST_NAMES = 99;

/** More slots than one order can have. */
export const MOST_SLOTS = 5000;

/** `P1`, `P2`, …: a person of the order's form. */
export const personIdSchema = () => z.string().regex(/^P[1-9]\d?$/, 'write P1, P2, …');

/** `W1`, `W2`, …: a website of the order's form. */
export const websiteIdSchema = () => z.string().regex(/^W[1-9]\d?$/, 'write W1, W2, …');

/**
 * A document slot, checked for its form only: `entity-certificate`, `site-head-id:P2`. Whether the order has the slot
 * is checked when the document or the step is written.
 */
export const slotNameSchema = () =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{1,50}(?::[PW][1-9]\d?)?$/,
      'write a document slot such as entity-certificate or site-head-id:P1',
    );
