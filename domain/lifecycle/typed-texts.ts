/**
 * Addresses and free text that customers type with an action. They stay in Postgres; the signal carries a reference, so neither the
 * signal nor the history of the process ever holds the text.
 */
import type { Action } from './action.ts';

/** Fields of an action's data that hold such a text. */
export const TYPED_TEXTS: Partial<Record<Action, readonly string[]>> = {
  abandon: ['reason'],
  requestBackdrop: ['address'],
  mailRegistered: ['courier'],
};

/** A reference as it stands in place of a text. It has the form of a text that each of these fields takes. */
export const TEXT_REFERENCE = /text:[0-9a-f]{32}/g;
