/** The table of days on which something of a record ends. */
import type { Watched } from '../../domain/record/expiry-watch.ts';
import type { Optional } from '../postgres/columns.ts';

export interface RecordWatchesTable {
  entity_id: string;
  /** Of the entity or website, as MIIT's public record shows it. */
  number: string;
  subject: Watched;
  ends_on: string;
  /** The day of the next reminder; null when there is none any more. */
  next_on: Optional<string>;
}
