/**
 * Finds what was left behind: actions in the outbox, orders without a filing, results of face checks that nobody has
 * acknowledged, and messages that no delivery tries. Usually whoever stores them also does what follows. After a crash or an
 * outage they stand in their tables without anybody who works on them, and become owed work here.
 */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { LEFT } from '../messages/left.ts';
import type { OwedKind } from './tables.ts';

/** How much one look takes over of each kind, the newest first; the next look goes on. */
const AT_A_TIME = 1000;

export interface LeftBehind {
  kinds: readonly OwedKind[];
  /** Wall time. Younger actions and orders are left to the requests that stored them. */
  before: Instant;
  now: Instant;
}

/** Makes owed work of what was left behind before `before`; returns how many pieces. Several processes may look at once. */
export async function takeOverLeftBehind(db: Database, { kinds, before, now }: LeftBehind): Promise<number> {
  let taken = 0;
  for (const kind of kinds) {
    const found = LEFT_BEHIND[kind]?.(toDate(before));
    if (found === undefined) continue;
    const { numAffectedRows } = await sql`
      insert into owed_work (kind, case_id, name, owed_since, next_try_at)
      select ${kind}, case_id, name, since, ${toDate(now)}
      from (${found}) as found (case_id, name, since)
      where not exists (select from owed_work as known
        where known.case_id = found.case_id and known.kind = ${kind} and known.name = found.name)
      order by since desc
      limit ${AT_A_TIME}
      on conflict do nothing`.execute(db);
    taken += Number(numAffectedRows ?? 0);
  }
  return taken;
}

/** What each kind finds in its own table: the case, the name of the work, and since when it is owed. */
const LEFT_BEHIND: Readonly<Partial<Record<OwedKind, (before: Date) => ReturnType<typeof sql>>>> = {
  ACTION: (before) => sql`
    select case_id, action_id, noted_at from action_requests where unsent is not null and noted_at < ${before}`,
  START: (before) => sql`
    select id, '', opened_at - clock_skew_ms * interval '1 millisecond' from orders
    where not workflow_started and opened_at - clock_skew_ms * interval '1 millisecond' < ${before}`,
  FACE_CHECK: () => sql`
    select order_id, id::text, coalesce(finished_at, started_at) from liveness_sessions where untold`,
  MESSAGE: () => sql`
    select case_id, id::text, coalesce(tried_at, created_at) from messages where ${LEFT}`,
};
