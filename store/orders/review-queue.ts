/** How much waits for reviewers, by state: the numbers above their queue. */
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';

export interface QueueCount {
  stage: Stage;
  waiting: number;
  /** Past their due date. */
  late: number;
  /** Due before `soon`, the late ones included. */
  soon: number;
  /** Claimed by nobody. */
  free: number;
  /** Claimed by the reviewer who asks. */
  mine: number;
}

/** Reads an index only, whatever the number of orders; states without an order are left out. */
export const queueCounts = (
  db: Database,
  { now, soon, reviewer }: { now: Instant; soon: Instant; reviewer: string },
): Promise<QueueCount[]> =>
  db
    .selectFrom('orders')
    .select((eb) => [
      'stage',
      eb.fn.countAll<number>().as('waiting'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', toDate(now)).as('late'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', toDate(soon)).as('soon'),
      eb.fn.countAll<number>().filterWhere('assignee', 'is', null).as('free'),
      eb.fn.countAll<number>().filterWhere('assignee', '=', reviewer).as('mine'),
    ])
    .where('waiting_on', '=', 'reviewer')
    .groupBy('stage')
    .execute();
