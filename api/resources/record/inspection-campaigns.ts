/** Campaigns: many records are inspected for one reason, by one date. */
import { z } from 'zod';
import { CAMPAIGN_RESULTS, MOST_NUMBERS } from '../../../domain/inspection/campaign.ts';
import { TOLD } from '../../../domain/inspection/found.ts';
import { INSPECTION_STATES } from '../../../domain/inspection/inspection.ts';
import { provinceSchema } from '../../../domain/order/form.ts';
import { ENTITY_KINDS } from '../../../domain/order-types/order-type.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { oneLine } from '../../../domain/text/one-line.ts';
import { formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import {
  campaignLines,
  countCampaign,
  listCampaigns,
  type Campaign,
  type CampaignLine,
} from '../../../store/inspection-campaigns/campaigns.ts';
import { findCampaign, openCampaign } from '../../../usecases/inspection/campaigns.ts';
import type { Api } from '../../dependencies.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });

const selectionSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('NUMBERS'), numbers: z.int().min(0) }),
  z.strictObject({
    by: z.literal('QUERY'),
    province: provinceSchema.optional(),
    kind: z.enum(ENTITY_KINDS).optional(),
    sample: z.int().optional(),
  }),
]);

const campaignSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    found: z.enum(TOLD),
    dueAt: at,
    openedAt: at,
    openedBy: z.string(),
    selection: selectionSchema,
  })
  .meta({ id: 'InspectionCampaign' });

const countSchema = z.object({
  result: z.enum(CAMPAIGN_RESULTS).meta({
    description:
      '`WAITS`: not opened yet. `INSPECTED_ALREADY`: the inspection that was open counts. `NOT_ON_RECORD`, `MALFORMED`: nothing was opened.',
  }),
  state: z.enum(INSPECTION_STATES).optional(),
  count: z.int(),
});

const lineSchema = z.object({
  position: z.int().meta({ description: 'Its line in the list, or its place in the selection.' }),
  number: z.string(),
  result: z.enum(CAMPAIGN_RESULTS),
  inspectionId: z.uuid().optional(),
  domain: z.string().optional(),
  state: z.enum(INSPECTION_STATES).optional(),
  dueAt: at.optional(),
});

const openingSchema = z
  .strictObject({
    title: oneLine(100).meta({ description: 'What it is about, for colleagues. No names of people.' }),
    found: z.enum(TOLD),
    dueAt: at.optional().meta({ description: 'By `inspection.rectifyDays` when left out.' }),
    numbers: z
      .array(z.string().max(1000))
      .max(MOST_NUMBERS)
      .optional()
      .meta({ description: 'Of entities or websites. One that is none, or not on record, holds up no other.' }),
    select: z
      .strictObject({
        province: provinceSchema.optional(),
        kind: z.enum(ENTITY_KINDS).optional(),
        sample: z.int().min(1).max(MOST_NUMBERS).optional(),
      })
      .optional()
      .meta({ description: 'Websites served here that fit: all of them, or a random sample of so many.' }),
  })
  .refine(({ numbers, select }) => (numbers === undefined) !== (select === undefined), {
    message: 'give either numbers or select',
    path: ['numbers'],
  })
  .meta({ id: 'OpenInspectionCampaign' });

const campaignPath = z.object({ campaignId: z.uuid() });

export function inspectionCampaignRoutes(api: Api): Route[] {
  return [
    route({
      id: 'openCampaign',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspection-campaigns',
      cost: 10,
      permission: 'inspections.open',
      summary: 'Have many records inspected for one reason',
      description: 'The selection is kept at once; the inspections are opened in batches, and their holders are told.',
      body: openingSchema,
      example: { title: '2026 年备案专项核查', found: 'FALSE_DATA', select: { province: 'GD', sample: 500 } },
      answers: { 201: { description: 'Begun.', schema: campaignSchema } },
      handle: async ({ body: { title, found, dueAt, numbers, select = {} }, caller }) => {
        const chosen = numbers === undefined ? { by: 'QUERY' as const, ...present(select) } : { numbers };
        const asked = { title, found, dueAt: ifKnown(dueAt, parseInstant), select: chosen };
        return created(campaignView(await openCampaign(api, caller, asked)));
      },
    }),
    route({
      id: 'listCampaigns',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspection-campaigns',
      permission: 'campaigns.read',
      summary: 'Campaigns of inspections, the newest first',
      query: z.strictObject(pageFields({ usual: 50, most: 200 })),
      answers: {
        200: { description: 'One page.', schema: z.object({ campaigns: z.array(campaignSchema), cursor: nextCursor }) },
      },
      handle: async ({ query }) => {
        const { rows, ...rest } = await listCampaigns(api.database, pageIn(query));
        return ok({ campaigns: rows.map(campaignView), ...rest });
      },
    }),
    route({
      id: 'readCampaign',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspection-campaigns/{campaignId}',
      permission: 'campaigns.read',
      summary: 'One campaign, and how many of its numbers stand how',
      params: campaignPath,
      answers: {
        200: {
          description: 'As it stands now.',
          schema: campaignSchema.extend({
            counts: z.array(countSchema).max(CAMPAIGN_RESULTS.length * (INSPECTION_STATES.length + 1)),
          }),
        },
      },
      problems: [404],
      handle: async ({ params: { campaignId } }) => {
        const campaign = await findCampaign(api, campaignId);
        return ok({ ...campaignView(campaign), counts: await countCampaign(api.database, campaignId) });
      },
    }),
    route({
      id: 'exportCampaign',
      tag: 'Records',
      method: 'get',
      path: '/v1/inspection-campaigns/{campaignId}/lines',
      cost: 5,
      permission: 'campaigns.read',
      summary: 'Every number of a campaign, and what became of it',
      description: 'In the order of the list or selection; the console has the same as CSV.',
      params: campaignPath,
      query: z.strictObject(pageFields({ usual: 1000, most: 5000 })),
      answers: {
        200: { description: 'One page.', schema: z.object({ lines: z.array(lineSchema), cursor: nextCursor }) },
      },
      problems: [404],
      handle: async ({ params: { campaignId }, query }) => {
        await findCampaign(api, campaignId);
        const { rows, ...rest } = await campaignLines(api.database, campaignId, pageIn(query));
        return ok({ lines: rows.map(lineView), ...rest });
      },
    }),
  ];
}

const campaignView = ({ dueAt, openedAt, ...rest }: Campaign): z.infer<typeof campaignSchema> => ({
  ...rest,
  dueAt: formatInstant(dueAt),
  openedAt: formatInstant(openedAt),
});

const lineView = ({ dueAt, ...rest }: CampaignLine): z.infer<typeof lineSchema> => ({
  ...rest,
  ...present({ dueAt: ifKnown(dueAt, formatInstant) }),
});
