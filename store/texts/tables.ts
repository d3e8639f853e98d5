/** The table of texts that people and outside parties typed with actions. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { Sealed } from '../postgres/columns.ts';

export interface TypedTextsTable {
  case_id: CaseId;
  /** `text:` and 32 hexadecimal digits, as it stands in signals, steps and progress. */
  reference: string;
  text: Sealed;
}
