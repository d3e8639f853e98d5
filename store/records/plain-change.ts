/** Carries out changes of a record that need no details of an entity or website. */
import type { PlainChange } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';
import { closeAccess, closeElsewhere, openElsewhere } from './accesses.ts';
import { removeEntity, removeWebsite } from './removals.ts';

/** One that is carried out already changes nothing. */
export function applyPlainChange(trx: Database, at: Instant, change: PlainChange): Promise<void> {
  switch (change.change) {
    case 'ACCESS_CLOSED':
      return closeAccess(trx, at, change.website);
    case 'ACCESS_OPENED_ELSEWHERE':
      return openElsewhere(trx, at, change);
    case 'ACCESS_CLOSED_ELSEWHERE':
      return closeElsewhere(trx, at, change);
    case 'WEBSITE_REMOVED':
      return removeWebsite(trx, at, change.website);
    case 'ENTITY_REMOVED':
      return removeEntity(trx, at, change.number);
    default:
      return change satisfies never;
  }
}
