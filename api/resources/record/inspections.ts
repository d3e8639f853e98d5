/** Inspections of records (核查): what was found of a record, until when it must be put right, and what is decided then. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { OUTCOMES, TOLD } from '../../../domain/inspection/found.ts';
import { INSPECTION_ACTIONS } from '../../../domain/inspection/inspection-actions.ts';
import { ifKnown } from '../../../domain/present.ts';
import { printedNumber } from '../../../domain/record/icp-number.ts';
import { parseInstant } from '../../../domain/time/instant.ts';
import { historyPage } from '../../../store/audit/history.ts';
import { listInspections } from '../../../store/inspections/inspections.ts';
import { ownAccount } from '../../../usecases/access/caller.ts';
import { actOnInspection, decideInspection, expectApplied } from '../../../usecases/inspection/act.ts';
import { findInspection } from '../../../usecases/inspection/in-reach.ts';
import { openInspection } from '../../../usecases/inspection/open.ts';
import { shownInspection } from '../../../usecases/inspection/shown.ts';
import type { Api } from '../../dependencies.ts';
import { idempotencyKey, idempotencyKeySchema } from '../../http/idempotency.ts';
import { filingNumber } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { answer, created, ok, route, type Route } from '../../http/route.ts';
import {
  entryView,
  inspectionDetailSchema,
  inspectionDetailView,
  inspectionHistorySchema,
  inspectionSchema,
  inspectionView,
} from '../../views/inspection-view.ts';

const query = z.strictObject({
  number: z.string().max(100).overwrite(printedNumber).optional().meta({ description: 'Of an entity or website.' }),
  state: z
    .enum(['OPEN', 'ALL'])
    .default('OPEN')
    .meta({ description: '`OPEN`: not put right yet, whether or not the access was cancelled for it.' }),
  ...pageFields({ usual: 100, most: 500 }),
});

export const inspectionPath = z.object({ inspectionId: z.uuid() });

const openingSchema = z
  .strictObject({
    number: filingNumber.meta({ description: 'Of an entity or website that stands or stood here.' }),
    found: z.enum(TOLD),
    dueAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Until when it must be put right; by `inspection.rectifyDays` when left out.' }),
  })
  .meta({ id: 'OpenInspection' });

const actionSchema = z
  .strictObject({
    actionId: idempotencyKeySchema.optional().meta({ description: 'Your name for this action; see actions.' }),
    data: z.unknown().optional().meta({ description: 'What the action carries.' }),
  })
  .meta({ id: 'ActOnInspection' });

export function inspectionRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listInspections',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspections',
      permission: 'inspections.read',
      summary: 'What was found of records and must be put right, by due date',
      description: 'Customers see those of the records of their account.',
      query,
      answers: {
        200: {
          description: 'One page; `cursor` leads to the next one.',
          schema: z.object({ inspections: z.array(inspectionSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query: { number, state, ...page }, caller }) => {
        const accountId = caller.role === 'applicant' ? ownAccount(caller) : undefined;
        const { rows, ...rest } = await listInspections(api.database, { accountId, number, state }, pageIn(page));
        return ok({ ...rest, inspections: rows.map((row) => inspectionView(row, caller)) });
      },
    }),
    route({
      id: 'openInspection',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspections',
      permission: 'inspections.open',
      summary: 'Have one record inspected',
      description: 'Its holder is told what was found and until when it must be put right (N-13).',
      body: openingSchema,
      example: { number: '粤ICP备12345678号-1', found: 'FALSE_DATA' },
      answers: { 201: { description: 'Opened.', schema: inspectionSchema } },
      problems: [404, 409],
      handle: async ({ body: { number, found, dueAt }, caller }) => {
        const asked = { number, found, dueAt: ifKnown(dueAt, parseInstant) };
        return created(inspectionView(await openInspection(api, caller, asked), caller));
      },
    }),
    route({
      id: 'readInspection',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspections/{inspectionId}',
      permission: 'inspections.read',
      summary: 'One inspection: the five groups, calls, videos, phones, and what may be done',
      params: inspectionPath,
      answers: { 200: { description: 'As it stands now.', schema: inspectionDetailSchema } },
      handle: async ({ params: { inspectionId }, caller }) =>
        ok(
          inspectionDetailView(
            await shownInspection(api, await findInspection(api, caller, 'inspections.read', inspectionId)),
            caller,
          ),
        ),
    }),
    route({
      id: 'readInspectionHistory',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspections/{inspectionId}/history',
      cost: 5,
      permission: 'inspections.read',
      summary: 'Everything that happened to an inspection, oldest first',
      params: inspectionPath,
      query: z.strictObject(pageFields({ usual: 500, most: 500 })),
      answers: { 200: { description: 'One page of the audit trail.', schema: inspectionHistorySchema } },
      handle: async ({ params: { inspectionId }, query: page, caller }) => {
        const { caseId } = await findInspection(api, caller, 'inspections.read', inspectionId);
        if (caseId === undefined) return ok({ entries: [] });
        const { rows, ...rest } = await historyPage(api.database, api.vault, caseId, pageIn(page));
        return ok({ entries: rows.map((entry) => entryView(entry, caller)), ...rest });
      },
    }),
    route({
      id: 'actOnInspection',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspections/{inspectionId}/actions/{action}',
      permission: 'inspections.act',
      summary: 'Do something to an inspection',
      description:
        'Staff say what they found of a group, log calls and videos, give more time, cancel or leave the access; the holder explains. Answers like an action on an order: 200 applied, 409 refused with the reason, 202 when no worker answered in time.',
      params: inspectionPath.extend({
        action: z
          .string()
          .max(60)
          .meta({ description: `One of: ${INSPECTION_ACTIONS.join(', ')}.`, example: 'itemInspected' }),
      }),
      body: actionSchema,
      example: { data: { group: 'PHONES', result: 'FALSE', note: 'Nobody answers.' } },
      answers: {
        200: { description: 'Applied; as it stands now.', schema: inspectionDetailSchema },
        202: { description: 'Stored; not answered yet. Read the inspection again.', schema: inspectionDetailSchema },
      },
      problems: [403, 404, 409],
      handle: async ({ params: { inspectionId, action }, body, caller, req }) => {
        const name = body.actionId ?? idempotencyKey(req) ?? randomUUID();
        const acted = await actOnInspection(api, caller, { inspectionId, action, name, data: body.data });
        expectApplied(acted.outcome);
        const view = inspectionDetailView(await shownInspection(api, acted.inspection), caller);
        return acted.outcome === undefined ? answer(202, view) : ok(view);
      },
    }),
    route({
      id: 'decideInspection',
      tag: 'Records',
      method: 'put',
      path: '/v1/inspections/{inspectionId}/outcome',
      permission: 'inspections.decide',
      summary: 'Say that what was found is put right, or that the access is cancelled for it',
      description:
        'The access gate follows at once. The access can be cancelled after the due date only, and opens again when what was found is put right.',
      params: inspectionPath,
      body: z.strictObject({ outcome: z.enum(OUTCOMES) }).meta({ id: 'InspectionOutcome' }),
      example: { outcome: 'RECTIFIED' },
      answers: {
        200: { description: 'As it stands now.', schema: inspectionSchema },
        202: { description: 'Stored; not answered yet. Read the inspection again.', schema: inspectionSchema },
      },
      problems: [409],
      handle: async ({ params: { inspectionId }, body: { outcome }, caller }) => {
        const decided = await decideInspection(api, caller, { inspectionId, outcome });
        const view = inspectionView(decided, caller);
        return decided.outcome === outcome ? ok(view) : answer(202, view);
      },
    }),
  ];
}
