import { instant, type Instant } from '../../domain/time/instant.ts';

/**
 * A filing's own time: the workflow's deterministic time plus the offset the order was opened with (design §5). Every
 * due instant, message and audit row uses it, so a worked timeline runs on its own dates whatever day it is.
 */
export type FilingClock = () => Instant;

export const filingClock =
  (offset: number): FilingClock =>
  () =>
    instant(Date.now() + offset);
