/** An entry of the history as its readers see it. */
import { z } from 'zod';
import type { Action } from '../../domain/lifecycle/action.ts';
import { isReportName } from '../../domain/duties/duty-reports.ts';
import { HIDDEN } from '../../domain/order/form-privacy.ts';
import { findingSchema } from '../../domain/finding.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { refusals } from '../../domain/refusal.ts';
import { DOORS, ROLES } from '../../domain/role.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import type { AuditEntry } from '../../store/audit/history.ts';
import type { Caller } from '../access/caller.ts';
import { shownTexts, type Hidden } from './masked-text-view.ts';

const at = z.iso.datetime({ offset: true });
export const entrySchema = z
  .object({
    position: z.int(),
    at: at.meta({ description: "The filing's own time." }),
    recordedAt: at,
    actor: z.object({ id: z.string().optional(), role: z.enum(ROLES), door: z.enum(DOORS) }),
    action: z.string(),
    actionId: z.string().optional(),
    dueAt: at.optional().meta({ description: 'The due instant that fired.' }),
    from: z.enum(STAGES),
    to: z.enum(STAGES),
    visit: z.int(),
    round: z.int(),
    outcome: z.enum(['APPLIED', 'REFUSED']),
    reason: z.string().optional(),
    title: z.string().optional(),
    detail: z.string().optional(),
    items: z.array(findingSchema()).optional(),
  })
  .meta({ id: 'HistoryEntry' });

/** Actions whose note or reason, when others write it, is meant for the customer; all other notes stay among the staff. */
const WRITTEN_TO_CUSTOMERS: ReadonlySet<string> = new Set<Action>([
  'requestMaterial',
  'backdropShipped',
  'smsReturned',
  'bureauDecision',
  'operatorRecordDecision',
  'consentToCancel',
]);

/**
 * Customers see that the provider's staff acted, but not which person; and what was written to them, but not what staff
 * wrote to one another or what an outside party's system said. Roles that do not work with people's data see no text of
 * customers, and other texts without what identifies people.
 */
export function entryView(entry: AuditEntry, caller: Caller, hidden: Hidden): z.infer<typeof entrySchema> {
  const { actor, actionId, dueAt, reason, outcome } = entry;
  const isOwn = actor.role === 'applicant' || actor.id === caller.id;
  const showsId = caller.role !== 'applicant' || isOwn;
  const detail =
    showsId || (outcome === 'APPLIED' && WRITTEN_TO_CUSTOMERS.has(entry.action)) ? entry.detail : undefined;
  const items = showsId || outcome === 'APPLIED' ? entry.items : undefined;
  return {
    position: entry.position,
    at: formatInstant(entry.at),
    recordedAt: formatInstant(entry.recordedAt),
    actor: { ...(showsId ? { id: actor.id } : {}), role: actor.role, door: actor.door },
    action: entry.action,
    ...(actionId === undefined || !showsId ? {} : { actionId }),
    ...present({ dueAt: ifKnown(dueAt, formatInstant) }),
    from: entry.from,
    to: entry.to,
    visit: entry.visit,
    round: entry.round,
    outcome,
    ...(reason === undefined ? {} : { reason, title: refusals[reason] }),
    ...present({ detail: ifKnown(detail, (text) => detailFor(text, entry, hidden)), items: shownTexts(items, hidden) }),
  };
}

/** What customers wrote is free text about anything; what a report did is not. */
function detailFor(detail: string, { actor, action }: AuditEntry, hidden: Hidden): string {
  if (hidden !== 'NOTHING' && actor.role === 'applicant' && !isReportName(action)) return HIDDEN;
  return shownTexts(detail, hidden);
}
