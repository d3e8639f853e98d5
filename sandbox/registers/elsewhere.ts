/** What is done to MIIT's record through somebody else: the record follows, and Beian is told without an order. */
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import { FilingProblem } from '../bureau/filing-problem.ts';
import type { DomainRecord, RecordRegister } from './record-register.ts';

/** The entity with all its websites. */
export function removeEntityElsewhere(register: RecordRegister, number: string): SyncEvent {
  const entity = register.entityOf(number);
  if (entity === undefined) throw new FilingProblem(404, 'NOT_ON_RECORD', 'No entity has this number.');
  register.removeEntity(entity.certificateNumber);
  return { change: 'ENTITY_REMOVED', number };
}

/** One website; its entity is a shell when it was the last. */
export function removeWebsiteElsewhere(register: RecordRegister, domain: string): SyncEvent {
  const known = register.domain(domain);
  if (known?.number === undefined)
    throw new FilingProblem(404, 'NOT_ON_RECORD', 'No website of this domain is on record under a number.');
  register.removeDomain(domain);
  return { change: 'WEBSITE_REMOVED', website: known.number };
}

/** The access here ends; the website keeps its number. */
export const removeAccessElsewhere = (register: RecordRegister, domain: string): SyncEvent => ({
  change: 'ACCESS_REMOVED',
  website: closeAccess(register, domain),
});

/** The website goes over to another provider: it keeps its number, and loses its access here. */
export const moveAway = (
  register: RecordRegister,
  domain: string,
  to: { code?: string; name?: string },
): SyncEvent => ({ change: 'ACCESS_MOVED', website: closeAccess(register, domain), to });

/** Returns the website's number. */
function closeAccess(register: RecordRegister, domain: string): string {
  const known: DomainRecord | undefined = register.domain(domain);
  if (known?.number === undefined || !known.here)
    throw new FilingProblem(404, 'NOT_SERVED_HERE', 'No website of this domain is on record with an access here.');
  register.putDomain({ ...known, here: false });
  const here = register.domainsOf(known.owner).some((other) => other.here);
  register.putEntity({ certificateNumber: known.owner, here });
  return known.number;
}
