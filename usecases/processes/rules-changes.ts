/** Imports of calendar and policies, and telling every open filing of them (A-148, R-SM-17). */
import { randomUUID } from 'node:crypto';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { oweToEveryFiling } from '../../store/owed/owed-signals.ts';
import type { OwedSignal } from '../../store/owed/tables.ts';
import { importCalendar, type ImportedCalendar } from '../../store/policy/calendars.ts';
import { importPolicies, type ImportedPolicies } from '../../store/policy/policies.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { systemActor, type Caller } from '../access/caller.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { tellFilings, type Told } from './tell-filings.ts';

type Refused = Extract<ImportedCalendar | ImportedPolicies, { imported: false }>;
type Done<I> = Exclude<I, Refused> & Told;

/** Replaces the years of the file. A bad file changes nothing. */
export const changeCalendar = (
  deps: SendDependencies,
  caller: Caller,
  file: unknown,
): Promise<Done<ImportedCalendar> | Refused> =>
  change<Exclude<ImportedCalendar, Refused>>(deps, caller, 'calendarChanged', (trx) =>
    importCalendar(trx, file, caller.id),
  );

/** Adds the rows of the file, or replaces those that answer the same questions. A bad file changes nothing. */
export const changePolicies = (
  deps: SendDependencies,
  caller: Caller,
  file: unknown,
): Promise<Done<ImportedPolicies> | Refused> =>
  change<Exclude<ImportedPolicies, Refused>>(deps, caller, 'policyChanged', (trx) =>
    importPolicies(trx, file, caller.id),
  );

/**
 * The import and what is owed to the filings are one transaction, so whoever repeats an import need not tell anybody again.
 * Each change has a name of its own: a calendar may also become again what it was.
 */
async function change<I extends { imported: true; changed: boolean }>(
  deps: SendDependencies,
  caller: Caller,
  action: OwedSignal['action'],
  importing: (trx: Database) => Promise<I | Refused>,
): Promise<(I & Told) | Refused> {
  const { result, owed } = await inTransaction(deps.database, async (trx) => {
    const imported = await importing(trx);
    if (!imported.imported || !imported.changed) return { result: imported, owed: [] };
    const actionId = `${action}:${randomUUID()}` as ActionId;
    const signal = { action, actor: systemActor(caller), data: {} };
    return { result: imported, owed: await oweToEveryFiling(trx, { actionId, signal }, instant(deps.now())) };
  });
  if (!result.imported) return result;
  return { ...result, ...(await tellFilings(deps, owed)) };
}
