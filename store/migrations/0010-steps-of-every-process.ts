/** Steps of every process in one table: who writes a step names the process, and the case it belongs to. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table steps drop constraint steps_order_id_fkey`,
  sql`alter table steps drop constraint steps_pkey`,
  sql`alter table steps rename column order_id to case_id`,
  sql`alter table steps add column process text not null default 'filing'`,
  sql`alter table steps alter column process drop default`,
  sql`insert into steps (case_id, process, seq, answer, written_at)
    select order_id, 'obligations', seq, jsonb_build_object('messages', messages), written_at from obligation_steps`,
  sql`alter table steps
    add constraint steps_pkey primary key (case_id, process, seq),
    add constraint steps_case_id_fkey foreign key (case_id) references cases`,
  sql`drop table obligation_steps`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
