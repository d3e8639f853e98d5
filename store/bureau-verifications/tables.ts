import type { Generated } from 'kysely';
import type { VERIFICATION_STATES } from '../../domain/bureau/verification-answer.ts';
import type { Defaulted, Json, Optional } from '../postgres/columns.ts';

/** Questions of the bureaus whether a filing is true. What is asked about stands in the file. */
export interface BureauVerificationsTable {
  id: Generated<number>;
  account: string;
  /** The file that asks, and the place of the question in it. */
  file_id: number;
  fact_index: number;
  domains: Json<readonly string[]>;
  state: Defaulted<(typeof VERIFICATION_STATES)[number]>;
  told_at: Date;
  passed: Optional<boolean>;
  answered_by: Optional<string>;
  answered_at: Optional<Date>;
}
