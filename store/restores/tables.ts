/** How far the database has come, and when it was found to have gone back. */
import type { Defaulted } from '../postgres/columns.ts';

/** One row. Its number rises every minute and is kept outside the database. */
export interface HighWaterTable {
  only_row: Defaulted<boolean>;
  number: number;
}

export interface RestoresTable {
  /** The number that was kept outside, which this database has not reached. */
  kept: number;
  /** How far this database had come. */
  found: number;
  /** Wall clock: what is older may have gone out before. */
  noticed_at: Defaulted<Date>;
}
