/** What every part of the page of a case is drawn from. */
import type { ReadReason } from '../../domain/reads/read.ts';
import type { CaseFile } from '../../usecases/review/case-file.ts';
import type { Problems, Typed } from '../http/problems.ts';
import type { Visit } from '../http/visit.ts';

export interface CaseProps {
  visit: Visit;
  file: CaseFile;
  /** Why the reviewer looks who has not claimed the order. */
  reason?: ReadReason | undefined;
  typed?: Typed | undefined;
  problems?: Problems | undefined;
}
