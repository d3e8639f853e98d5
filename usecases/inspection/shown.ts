import { openedInspection } from '../../domain/inspection/inspection.ts';
import { phoneAlive, wayOn, type WayOn } from '../../domain/inspection/ways-on.ts';
import type { Inspection } from '../../store/inspections/inspections.ts';
import { recordToday } from '../../store/inspections/record-today.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

export interface ShownInspection {
  inspection: Inspection;
  /** What the holder can do, once the access was cancelled (R-INSP-6, R-INSP-7). */
  way: WayOn | undefined;
}

/** An inspection with what is worked out for its readers. */
export async function shownInspection(
  { database }: Pick<UseCaseDependencies, 'database'>,
  inspection: Inspection,
): Promise<ShownInspection> {
  if (inspection.state !== 'ACCESS_CANCELLED') return { inspection, way: undefined };
  const progress = inspection.progress ?? openedInspection('ACCESS_CANCELLED', inspection.dueAt);
  return { inspection, way: wayOn(await recordToday(database, inspection.number), phoneAlive(progress)) };
}
