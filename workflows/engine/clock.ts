import { instant, type Instant } from '../../domain/time/instant.ts';

/**
 * A process's own time: the workflow's deterministic time plus the offset it was opened with. Every due instant, message and
 * audit row uses it, so a worked timeline runs on its own dates whatever day it is.
 */
export type ProcessClock = () => Instant;

export const processClock =
  (offset: number): ProcessClock =>
  () =>
    instant(Date.now() + offset);
