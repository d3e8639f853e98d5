/** A table that refuses one action of one case for good, as a rule of the operator's own or a fault of a release would. */
import { sql } from 'kysely';
import type { OrderId } from '../../../domain/identifiers.ts';
import type { Database } from '../../../store/postgres/database.ts';

let made = 0;

/** From now on no step of the action can be written for the order. Answers what mends it. */
export async function refuseToWrite(
  database: Database,
  { orderId, action }: { orderId: OrderId; action: string },
): Promise<() => Promise<unknown>> {
  made += 1;
  const name = sql.ref(`refuse_${made}`);
  const refused = `new.case_id = '${orderId}' and new.action = '${action}' and new.outcome = 'APPLIED'`;
  await sql`create function ${name}() returns trigger language plpgsql as ${sql.lit(
    `begin if ${refused} then raise exception 'refused' using errcode = '23514'; end if; return new; end`,
  )}`.execute(database);
  await sql`create trigger ${name} before insert on audit for each row execute function ${name}()`.execute(database);
  return () => sql`drop trigger ${name} on audit`.execute(database);
}
