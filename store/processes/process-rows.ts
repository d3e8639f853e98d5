/** Keeps which processes should run: a row is open from the start of a process until it has only to end. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import type { DutiesFacts, ProcessName } from './tables.ts';

/** From now on the process of the duties should run. A repeat changes nothing. */
export async function openDutiesProcess(trx: Database, caseId: CaseId, facts: DutiesFacts): Promise<void> {
  await trx
    .insertInto('processes')
    .values({ case_id: caseId, process: 'obligations', facts: JSON.stringify(facts) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Websites of the order came on record after others, whose duties have begun, and may be done. A repeat changes nothing. */
export async function reopenDutiesProcess(
  trx: Database,
  caseId: CaseId,
  { websites = [], ...facts }: DutiesFacts,
): Promise<void> {
  await openDutiesProcess(trx, caseId, { ...facts, websites });
  const known = await readDutiesFacts(trx, caseId);
  const before = (known?.websites ?? []).filter(({ websiteId }) =>
    websites.every((one) => one.websiteId !== websiteId),
  );
  await trx
    .updateTable('processes')
    .set({ ended_at: null, facts: JSON.stringify({ ...facts, ...known, websites: [...before, ...websites] }) })
    .where('case_id', '=', caseId)
    .where('process', '=', 'obligations')
    .execute();
}

/** What the duties of an order began with, as far as it is stored. */
export async function readDutiesFacts(db: Database, caseId: CaseId): Promise<DutiesFacts | undefined> {
  const row = await db
    .selectFrom('processes')
    .select('facts')
    .where('case_id', '=', caseId)
    .where('process', '=', 'obligations')
    .executeTakeFirst();
  return row?.facts ?? undefined;
}

/** What the duties began with is known with their first step; a row is made for those that began before rows were. */
export async function noteDutiesFacts(trx: Database, caseId: CaseId, facts: Partial<DutiesFacts>): Promise<void> {
  const known = JSON.stringify(facts);
  await trx
    .insertInto('processes')
    .values({ case_id: caseId, process: 'obligations', facts: known })
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'process'])
        .doUpdateSet({ facts: sql`coalesce(processes.facts, '{}'::jsonb) || ${known}::jsonb` }),
    )
    .execute();
}

/** The process has only to end. */
export async function endProcess(trx: Database, caseId: CaseId, process: ProcessName): Promise<void> {
  await trx
    .updateTable('processes')
    .set({ ended_at: sql`now()` })
    .where('case_id', '=', caseId)
    .where('process', '=', process)
    .where('ended_at', 'is', null)
    .execute();
}
