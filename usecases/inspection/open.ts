/** An operator opens the inspection of one record (R-INSP-1). */
import { randomUUID } from 'node:crypto';
import type { Told } from '../../domain/inspection/found.ts';
import { civilDate, dueInCalendarDays, instant, type Instant } from '../../domain/time/instant.ts';
import { listInspections, openInspections, wasOnRecord, type Inspection } from '../../store/inspections/inspections.ts';
import type { Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { findOpenInspection } from './in-reach.ts';
import { beginInspection } from './send.ts';

export interface InspectionAsked {
  /** Of an entity or website, as MIIT shows it. */
  number: string;
  found: Told;
  /** Until when it must be put right; by policy when left out. */
  dueAt?: Instant | undefined;
}

/** Refuses what is being inspected already. */
export async function openInspection(
  deps: UseCaseDependencies,
  caller: Caller,
  { number, found, dueAt }: InspectionAsked,
): Promise<Inspection> {
  const at = instant(deps.now());
  if (!(await wasOnRecord(deps.database, number))) {
    throw refusal('NOT_FOUND', { detail: 'No record of this number stands here, and none stood here before.' });
  }
  const due = dueAt ?? (await dueByPolicy(deps, at));
  if (due <= at) {
    const advice = 'Choose a date in the future: until then the holder may put it right.';
    throw refusal('INVALID', { findings: [{ path: 'dueAt', code: 'NOT_LATER', advice }] });
  }
  const eventId = `opened:${randomUUID()}`;
  const opened = await openInspections(deps.database, [{ number, found }], { at, dueAt: due, by: caller.id, eventId });
  const { rows } = await listInspections(deps.database, { number, state: 'OPEN' }, { limit: 500 });
  const inspection = rows.find((one) => one.found === found);
  if (opened === 0 || inspection === undefined) {
    throw refusal('CONFLICT', { detail: 'This is being inspected already; see the list of inspections.' });
  }
  const { caseId } = await findOpenInspection(deps, caller, 'inspections.open', inspection.id);
  await beginInspection(deps, caseId);
  return { ...inspection, caseId };
}

/** When what is found now must be put right (`inspection.rectifyDays`). */
export async function dueByPolicy({ rules }: Pick<UseCaseDependencies, 'rules'>, at: Instant): Promise<Instant> {
  const { policies } = await rules();
  return dueInCalendarDays(at, policies.resolve('inspection.rectifyDays', {}, civilDate(at)));
}
