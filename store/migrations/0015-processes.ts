/**
 * What a process needs to begin again from here. A step says what it consists of, when it took effect and which work was under
 * way; a row for each process says whether it should run. Earlier steps have neither, and are compared by their audit rows.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table steps add column digest bytea, add column at timestamptz, add column work jsonb`,
  sql`create table processes (
    case_id text not null references cases,
    process text not null,
    opened_at timestamptz not null default now(),
    ended_at timestamptz,
    facts jsonb,
    restarts int not null default 0,
    restarted_at timestamptz,
    differs_since timestamptz,
    ending_asked_at timestamptz,
    ending_asked_by text,
    ending_reason bytea,
    primary key (case_id, process)
  )`,
  sql`create index processes_open on processes (case_id, process) where ended_at is null`,
  sql`create index processes_that_differ on processes (differs_since) where differs_since is not null`,

  // An action is kept until it has an outcome: a process that is lost after the action arrived gets it again.
  sql`alter table action_requests add column arrived bytea`,

  sql`insert into processes (case_id, process)
    select id, 'filing' from orders where stage not in ('COMPLETED', 'ABANDONED')`,
  // An expired order that was kept long enough still destroys its data after it has ended.
  sql`insert into processes (case_id, process)
    select orders.id, 'filing' from orders join cases on cases.id = orders.id
    where orders.stage = 'ABANDONED' and cases.wrapped_key is not null and exists (
      select from audit where audit.case_id = orders.id and from_stage = 'EXPIRED' and to_stage = 'ABANDONED' and action = 'kept'
    )`,
  sql`insert into processes (case_id, process)
    select distinct order_id, 'obligations' from obligations where closed_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
