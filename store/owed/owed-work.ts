/**
 * Work that is owed to filings, row by row. A try is counted, and the next one set, before the try begins: whoever dies in
 * the middle leaves the work to the next who looks. So the time of the next try is the lease, too. Of one case and kind the
 * oldest work is tried first and the rest waits for it; no case waits for another.
 */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { OwedKind, OwedSignal } from './tables.ts';

export interface OwedWork {
  id: number;
  kind: OwedKind;
  caseId: CaseId;
  name: string;
  content: OwedSignal | null;
  /** How often it was tried, this try included. */
  attempts: number;
}

/** The first pause between two tries, which is longer than a try may take; each later one is twice as long. */
const FIRST_PAUSE_S = 15;
const LONGEST_PAUSE_S = 600;
/** Results of face checks and messages are about one person each, so their order says nothing. */
const IN_ANY_ORDER: readonly OwedKind[] = ['FACE_CHECK', 'MESSAGE'];

export interface Claim {
  kinds: readonly OwedKind[];
  now: Instant;
  limit: number;
  /** `NEWEST`: what came last, so that it need not wait until all that came before has been tried. */
  first?: 'LONGEST_DUE' | 'NEWEST';
}

/** Takes up the work that is due, the longest due first unless asked otherwise. What another has just taken up is left out. */
export async function claimOwedWork(
  db: Database,
  { kinds, now, limit, first = 'LONGEST_DUE' }: Claim,
): Promise<OwedWork[]> {
  const at = toDate(now);
  // As an array the rows are chosen once. After `in` a plan may choose again for each row, and takes up more than the limit says.
  const order = first === 'NEWEST' ? sql`due.id desc` : sql`due.next_try_at, due.id`;
  const { rows } = await sql<Omit<OwedWork, 'caseId'> & { case_id: CaseId }>`
    update owed_work set
      attempts = attempts + 1,
      next_try_at = ${at}::timestamptz
        + interval '1 second' * least(${LONGEST_PAUSE_S}, ${FIRST_PAUSE_S} * 2 ^ least(attempts, 20))
    where id = any(array(
      select due.id from owed_work as due
      where due.set_aside_at is null and due.next_try_at <= ${at} and due.kind = any(${sql.val([...kinds])})
        and (due.kind = any(${sql.val([...IN_ANY_ORDER])}) or not exists (select from owed_work as earlier
          where earlier.case_id = due.case_id and earlier.kind = due.kind and earlier.id < due.id
            and earlier.set_aside_at is null))
      order by ${order}
      limit ${limit}
      for update skip locked))
    returning id, kind, case_id, name, content, attempts`.execute(db);
  return rows.map(({ case_id: caseId, ...row }) => ({ ...row, caseId }));
}

/** Whether anything of these kinds is due. */
export async function isWorkDue(db: Database, kinds: readonly OwedKind[], now: Instant): Promise<boolean> {
  const due = await db
    .selectFrom('owed_work')
    .select('id')
    .where('set_aside_at', 'is', null)
    .where('next_try_at', '<=', toDate(now))
    .where('kind', 'in', kinds)
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

/** The work is done. What waited behind it is due at once. */
export async function endOwedWork(db: Database, { id, caseId, kind }: OwedWork, now: Instant): Promise<void> {
  await db
    .with('ended', (query) => query.deleteFrom('owed_work').where('id', '=', id))
    .updateTable('owed_work')
    .set({ next_try_at: toDate(now) })
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('id', '<>', id)
    .where('next_try_at', '>', toDate(now))
    .where('set_aside_at', 'is', null)
    .execute();
}

/** A try failed. The work stays owed, and what waits behind it is not looked at before its next try. */
export async function noteFailedTry(db: Database, { id, caseId, kind }: OwedWork, error: string): Promise<void> {
  const own = db.selectFrom('owed_work').select('next_try_at').where('id', '=', id);
  await db
    .with('noted', (query) => query.updateTable('owed_work').set({ last_error: error }).where('id', '=', id))
    .updateTable('owed_work')
    .set({ next_try_at: sql`greatest(next_try_at, (${own}))` })
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('id', '<>', id)
    .where('set_aside_at', 'is', null)
    .execute();
}

type Named = Pick<OwedWork, 'kind' | 'caseId' | 'name'>;

/** A piece of work by what it is about; undefined when it is not owed. */
export async function findOwedWork(db: Database, { kind, caseId, name }: Named): Promise<OwedWork | undefined> {
  const row = await db
    .selectFrom('owed_work')
    .select(['id', 'content', 'attempts'])
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { ...row, kind, caseId, name };
}

/** The work cannot be read, and trying again would not change that. It waits for a person, and nothing waits for it. */
export async function setAside(db: Database, work: Named, error: string, now: Instant): Promise<void> {
  const at = toDate(now);
  const { kind, caseId, name } = work;
  const aside = { set_aside_at: at, last_error: error };
  await db
    .insertInto('owed_work')
    .values({ kind, case_id: caseId, name, owed_since: at, next_try_at: at, ...aside })
    .onConflict((known) => known.columns(['case_id', 'kind', 'name']).doUpdateSet(aside))
    .execute();
}

/** Everything that is owed to a case is tried at once again, also what was set aside: its cause is removed. */
export async function tryAgainNow(db: Database, caseId: CaseId, now: Instant): Promise<void> {
  await db
    .updateTable('owed_work')
    .set({ next_try_at: toDate(now), set_aside_at: null })
    .where('case_id', '=', caseId)
    .execute();
}

/** How many of these pieces of work are still owed. */
export async function stillOwed(db: Database, ids: readonly number[]): Promise<number> {
  const { count } = await db
    .selectFrom('owed_work')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('id', '=', sql<number>`any(${sql.val([...ids])})`)
    .executeTakeFirstOrThrow();
  return count;
}

/** How much is owed, by kind; `setAside` waits for a person. For monitoring. */
export function countOwedWork(db: Database): Promise<{ kind: OwedKind; setAside: boolean; count: number }[]> {
  return db
    .selectFrom('owed_work')
    .select((is) => [
      'kind',
      sql<boolean>`set_aside_at is not null`.as('setAside'),
      is.fn.countAll<number>().as('count'),
    ])
    .groupBy(['kind', 'setAside'])
    .execute();
}
