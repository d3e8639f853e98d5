/**
 * What follows from the facts in a bureau's files: one function for each kind of fact. It is called in the transaction that marks
 * the file as applied, and does all it does in that transaction, so that each fact has its effect once.
 */
import type { CodeRow } from '../../adapters/bureau/miit/downloads/codes.ts';
import type { Fact } from '../../adapters/bureau/miit/downloads/read-download.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../../store/postgres/database.ts';

/** Where a fact stands. Account, file and index name it for ever: ids of actions are made of them. */
export interface PlaceOfFact {
  /** The name of the account in the configuration. */
  account: string;
  fileName: string;
  /** The id of the file's row; tasks about the file carry it as their visit. */
  fileId: number;
  /** Place of the fact in the file, from 0. */
  index: number;
  /** When the file is applied; wall clock. */
  at: Instant;
}

/**
 * Throws {@link NoEffectError} for a fact that nothing can follow from, such as a decision about an order that nobody knows: what the
 * function did is undone, the other facts of the file have their effect, and an operator has to look at the file.
 */
export type Effect<Kind extends Fact['fact']> = (
  trx: Database,
  fact: Extract<Fact, { fact: Kind }>,
  place: PlaceOfFact,
) => Promise<void>;

/** Facts that have an effect each. */
export type SingleFact = Exclude<Fact, { fact: 'CODE' }>;

export type DownloadEffects = { readonly [Kind in SingleFact['fact']]: Effect<Kind> } & {
  /** The rows of code tables replace those in force all at once. */
  readonly CODES: (trx: Database, rows: readonly CodeRow[], place: PlaceOfFact) => Promise<void>;
};

/** Nothing can follow from a fact; the message names no values. */
export class NoEffectError extends Error {
  override readonly name = 'NoEffectError';
}
