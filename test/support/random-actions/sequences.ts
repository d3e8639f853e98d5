/** Random sequences of actions, as fast-check makes and shrinks them. */
import fc from 'fast-check';
import type { Sequence } from './play.ts';

const FIRST_TYPES = [
  'FIRST',
  'TRANSFER_NEW',
  'NEW_SITE_HERE',
  'CHANGE_ENTITY',
  'CHANGE_SITE',
  'DEREG_SITE',
  'DEREG_ENTITY',
  'CANCEL_ACCESS',
] as const;

export const sequences = (
  length: { minLength: number; maxLength: number },
  types: readonly (typeof FIRST_TYPES)[number][] = FIRST_TYPES,
): fc.Arbitrary<Sequence> => fc.record({ first: fc.constantFrom(...types), choices: fc.array(fc.nat(10_000), length) });
