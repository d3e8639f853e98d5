/** Finds the inspection that a request is about. For the caller, inspections outside their reach do not exist. */
import type { CaseId } from '../../domain/identifiers.ts';
import { readInspection, type Inspection } from '../../store/inspections/inspections.ts';
import { reaches, type Caller } from '../access/caller.ts';
import type { Permission } from '../access/permissions.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { caseOfInspection } from './send.ts';

export async function findInspection(
  { database }: Pick<UseCaseDependencies, 'database'>,
  caller: Caller,
  permission: Permission,
  id: string,
): Promise<Inspection> {
  const inspection = await readInspection(database, id);
  if (inspection === undefined || !reaches(caller, permission, inspection.accountId)) throw noInspection();
  return inspection;
}

/** The same with its case, for work on an inspection that is not over. */
export async function findOpenInspection(
  deps: SendDependencies,
  caller: Caller,
  permission: Permission,
  id: string,
): Promise<Inspection & { caseId: CaseId }> {
  const inspection = await findInspection(deps, caller, permission, id);
  const caseId = await caseOfInspection(deps, inspection);
  if (caseId !== undefined) return { ...inspection, caseId };
  // Somebody else has just opened its case, or it was over before inspections had cases.
  const now = await findInspection(deps, caller, permission, id);
  if (now.caseId === undefined) throw noInspection();
  return { ...now, caseId: now.caseId };
}

export const noInspection = (): Refusal => refusal('NOT_FOUND', { detail: 'There is no open inspection of this id.' });
