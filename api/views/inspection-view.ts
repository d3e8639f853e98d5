/** An inspection as its readers see it. */
import { z } from 'zod';
import { FOUND, FOUND_TEXTS, OUTCOMES } from '../../domain/inspection/found.ts';
import {
  INSPECTION_ACTIONS,
  inspectionActionsOf,
  type InspectionAction,
} from '../../domain/inspection/inspection-actions.ts';
import {
  INSPECTION_STATES,
  openedInspection,
  ORDER_PLACES,
  PHONES,
  type InspectionState,
} from '../../domain/inspection/inspection.ts';
import { ITEM_GROUP_TEXTS, ITEM_GROUPS, ITEM_RESULTS } from '../../domain/inspection/item-groups.ts';
import { WAY_ON_TEXTS, WAYS_ON } from '../../domain/inspection/ways-on.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { refusals } from '../../domain/refusal.ts';
import { ROLES } from '../../domain/role.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import type { AuditEntry } from '../../store/audit/history.ts';
import type { Inspection } from '../../store/inspections/inspections.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { personalData } from '../../usecases/access/permissions.ts';
import type { ShownInspection } from '../../usecases/inspection/shown.ts';
import { shownTexts } from '../../usecases/shown/masked-text-view.ts';
import { nextCursor } from '../http/paging.ts';

const at = z.iso.datetime({ offset: true });
const text = z.object({ zh: z.string(), en: z.string() });

export const inspectionSchema = z
  .object({
    id: z.uuid(),
    caseId: z.string().optional().meta({
      description: 'Of its history, tasks and messages; absent for a moment after it was opened.',
    }),
    number: z.string().meta({ description: 'Of the entity or website.', example: '粤ICP备12345678号-1' }),
    domain: z.string().optional(),
    found: z.enum(FOUND),
    about: text,
    state: z.enum(INSPECTION_STATES).meta({
      description:
        '`OPEN`: the holder was told. `RECTIFYING`: an order that answers it is open. `OVERDUE`: an operator decides. `ACCESS_CANCELLED`: the network serves it no more. `RECTIFIED`: it is over.',
    }),
    openedAt: at,
    dueAt: at.meta({ description: 'Until then the website is served (R-INSP-4).' }),
    order: z
      .object({ id: z.string(), place: z.enum(ORDER_PLACES) })
      .optional()
      .meta({ description: 'The change or removal that answers it.' }),
    outcome: z.enum(OUTCOMES).optional().meta({ description: 'Absent while nobody has decided.' }),
    decidedAt: at.optional(),
    decidedBy: z.string().optional(),
  })
  .meta({ id: 'Inspection' });

/** Customers see that the provider decided, but not which person. */
export function inspectionView(inspection: Inspection, { role, id: reader }: Pick<Caller, 'role' | 'id'>) {
  const { id, caseId, number, domain, found, state, openedAt, dueAt, progress, outcome, decidedAt, decidedBy } =
    inspection;
  const showsId = role !== 'applicant' || decidedBy === reader;
  return {
    id,
    number,
    found,
    about: FOUND_TEXTS[found],
    state,
    openedAt: formatInstant(openedAt),
    dueAt: formatInstant(dueAt),
    ...present({
      caseId,
      domain,
      order: progress?.order,
      outcome,
      decidedAt: ifKnown(decidedAt, formatInstant),
      decidedBy: showsId ? decidedBy : undefined,
    }),
  };
}

const entrySchema = z
  .object({
    at,
    actor: z.object({ id: z.string().optional(), role: z.enum(ROLES) }),
    action: z.string(),
    dueAt: at.optional().meta({ description: 'The due instant that fired.' }),
    from: z.enum(INSPECTION_STATES),
    to: z.enum(INSPECTION_STATES),
    outcome: z.enum(['APPLIED', 'REFUSED']),
    reason: z.string().optional(),
    title: z.string().optional(),
    detail: z.string().optional(),
  })
  .meta({ id: 'InspectionEntry' });
export const inspectionHistorySchema = z.object({ entries: z.array(entrySchema), cursor: nextCursor });

/**
 * Customers see what was done, and their own words; what staff wrote to one another they do not. Roles that do not work with people's
 * data see texts without what identifies people.
 */
export function entryView(entry: AuditEntry, { role, id }: Pick<Caller, 'role' | 'id'>): z.infer<typeof entrySchema> {
  const { actor, action, dueAt, outcome, reason, detail } = entry;
  const isShown = role !== 'applicant' || actor.role === 'applicant' || WRITTEN_TO_HOLDERS.has(action);
  const showsId = role !== 'applicant' || actor.id === id;
  const hidden = personalData[role] === 'CLEAR' ? 'NOTHING' : [];
  return {
    at: formatInstant(entry.at),
    actor: { ...(showsId ? { id: actor.id } : {}), role: actor.role },
    action,
    from: stateNamed(entry.from),
    to: stateNamed(entry.to),
    outcome,
    ...(reason === undefined ? {} : { reason, title: refusals[reason] }),
    ...present({
      dueAt: ifKnown(dueAt, formatInstant),
      detail: isShown ? ifKnown(detail, (said) => shownTexts(said, hidden)) : undefined,
    }),
  };
}

/** What concerns the holder: an order of theirs, and a new due date. */
const WRITTEN_TO_HOLDERS: ReadonlySet<string> = new Set<InspectionAction>(['orderMoved', 'deadlineOverride']);

/** The trail of an inspection's case holds states of inspections. */
const stateNamed = (name: string): InspectionState => INSPECTION_STATES.find((state) => state === name) ?? 'OPEN';

export const inspectionDetailSchema = inspectionSchema
  .extend({
    items: z
      .array(z.object({ group: z.enum(ITEM_GROUPS), about: text, result: z.enum(ITEM_RESULTS).optional() }))
      .max(ITEM_GROUPS.length)
      .meta({ description: 'The five groups of what is inspected (R-INSP-1), and what was found of each.' }),
    calls: z.array(z.object({ at, phone: z.enum(PHONES), reached: z.boolean() })).max(10_000),
    videos: z.array(z.object({ at, passed: z.boolean() })).max(10_000),
    wayOn: z
      .object({ way: z.enum(WAYS_ON), about: text })
      .optional()
      .meta({ description: 'After the access was cancelled: what the holder can do now (R-INSP-6, R-INSP-7).' }),
    phonesProved: z
      .array(z.string())
      .max(1000)
      .meta({ description: 'People who answered the code that was sent to their mobile (R-INSP-2).' }),
    actions: z.array(z.enum(INSPECTION_ACTIONS)).max(INSPECTION_ACTIONS.length).meta({
      description: 'What you may do now.',
    }),
  })
  .meta({ id: 'InspectionDetail' });

export function inspectionDetailView(
  { inspection, way }: ShownInspection,
  caller: Pick<Caller, 'role' | 'id'>,
): z.infer<typeof inspectionDetailSchema> {
  const progress = inspection.progress ?? openedInspection('OPEN', inspection.dueAt);
  const { items, calls, videos, phonesProved } = progress;
  return {
    ...inspectionView(inspection, caller),
    items: ITEM_GROUPS.map((group) => ({
      group,
      about: ITEM_GROUP_TEXTS[group],
      ...present({ result: items[group] }),
    })),
    calls: calls.map((call) => ({ ...call, at: formatInstant(call.at) })),
    videos: videos.map((video) => ({ ...video, at: formatInstant(video.at) })),
    ...present({ wayOn: ifKnown(way, (one) => ({ way: one, about: WAY_ON_TEXTS[one] })) }),
    phonesProved: [...phonesProved],
    actions: inspectionActionsOf(inspection.state, caller.role),
  };
}
