/** What the bureau's inspections and notices open here (R-MI-4, R-INSP-3): the holder has to put it right within a term. */
import type { Found } from '../../domain/inspection/found.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toldId } from '../../store/bureau-answers/told-ids.ts';
import { openInspections } from '../../store/inspections/inspections.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { openDeskTask } from './desk-task.ts';
import { NoEffectError, type Effect, type PlaceOfFact } from './download-effects.ts';
import { actionIdAt } from './effects-on-orders.ts';

interface InspectionDependencies {
  vault: Vault;
  /** Until when what is found at this instant must be put right. */
  dueAt: (at: Instant) => Promise<Instant>;
}

/** A dead shell is inspected; one that is alive needs nothing. The rest names what only a person can judge. */
export const inspectedEffect =
  (deps: InspectionDependencies): Effect<'INSPECTED'> =>
  async (trx, { inspected }, place) => {
    if (inspected.inspected === 'ALIVE' || (inspected.inspected === 'SHELL' && inspected.found === 'ALIVE')) return;
    if (inspected.inspected !== 'SHELL') throw new NoEffectError('a person has to compare it with what is served here');
    await open(deps, trx, { number: inspected.number, found: 'SHELL' }, place);
  };

/** A notice to rectify: an inspection, and a task, because what is to be put right and until when stands in its words. */
export const rectifyEffect =
  (deps: InspectionDependencies): Effect<'TO_RECTIFY'> =>
  async (trx, { notice }, place) => {
    const { concerns, id, number = id === undefined ? undefined : (await toldId(trx, concerns, id))?.number } = notice;
    if (number === undefined) throw new NoEffectError('it names nothing that is known here');
    await open(deps, trx, { number, found: 'FALSE_DATA' }, place);
    await openDeskTask(trx, deps.vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: place.fileId, at: place.at });
  };

async function open(
  { dueAt }: InspectionDependencies,
  trx: Database,
  { number, found }: { number: string; found: Found },
  place: PlaceOfFact,
): Promise<void> {
  const by = { at: place.at, dueAt: await dueAt(place.at), by: place.account, eventId: actionIdAt(place) };
  await openInspections(trx, [{ number: printedNumber(number), found }], by);
}
