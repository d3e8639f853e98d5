/** An operator opens the inspection of one record (R-INSP-1). */
import { randomUUID } from 'node:crypto';
import type { Told } from '../../domain/inspection/found.ts';
import { rectifyBy } from '../../domain/inspection/rectify-by.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { openInspections, wasOnRecord, type Inspection } from '../../store/inspections/inspections.ts';
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
  const { policies } = await deps.rules();
  const due = dueAt ?? rectifyBy(policies, at);
  expectLater(due, at);
  const by = { at, dueAt: due, by: caller.id, eventId: `opened:${randomUUID()}` };
  const [id] = await openInspections(deps.database, [{ number, found }], by);
  if (id === undefined) {
    throw refusal('CONFLICT', { detail: 'This is being inspected already; see the list of inspections.' });
  }
  const inspection = await findOpenInspection(deps, caller, 'inspections.open', id);
  await beginInspection(deps, inspection.caseId);
  return inspection;
}

/** Refuses a date by which nobody can put anything right any more. */
export function expectLater(dueAt: Instant, openedAt: Instant): void {
  if (dueAt > openedAt) return;
  const advice = 'Choose a date in the future: until then the holder may put it right.';
  throw refusal('INVALID', { findings: [{ path: 'dueAt', code: 'NOT_LATER', advice }] });
}
