/** Websites without a filing that a bureau found, for operators (R-MI-4). */
import { z } from 'zod';
import { UNFILED_STATES, unfiledReportSchema } from '../../../domain/bureau/unfiled-report.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { unfiledOf, type UnfiledWebsite } from '../../../store/bureau-unfiled/unfiled.ts';
import { reportUnfiled } from '../../../usecases/bureau/unfiled.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { reported } from './bureau-reported.ts';

const MOST = 1000;

const unfiledSchema = z
  .object({
    id: z.int(),
    domain: z.string(),
    address: z.string(),
    state: z.enum(UNFILED_STATES),
    toldAt: z.iso.datetime({ offset: true }),
    dueAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Until when the bureau has to hear what was done.' }),
    instanceId: z.string().optional().meta({ description: 'The server that has the address.' }),
    accountId: z.string().optional().meta({ description: 'Whose server it is; the account was told (N-19).' }),
    handling: z.int().optional(),
    reportedAt: z.iso.datetime({ offset: true }).optional(),
    closedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When the website was found on record here.' }),
  })
  .meta({ id: 'UnfiledWebsite' });

export const bureauUnfiledRoutes = (api: Api): Route[] => [
  route({
    id: 'listUnfiledWebsites',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/accounts/{account}/unfiled',
    permission: 'bureau-exchange.read',
    summary: 'Websites without a filing that the bureau found on our addresses; the open ones first',
    params: z.object({ account: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/) }),
    answers: {
      200: { description: 'At most 1000.', schema: z.object({ websites: z.array(unfiledSchema).max(MOST) }) },
    },
    handle: async ({ params }) =>
      ok({ websites: (await unfiledOf(api.database, params.account, MOST)).map(websiteView) }),
  }),
  route({
    id: 'reportUnfiledWebsite',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/unfiled/{websiteId}/report',
    permission: 'bureau-exchange.run',
    summary: 'Report to the bureau what was done about it',
    params: z.object({ websiteId: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: unfiledReportSchema,
    answers: { 202: { description: 'The report waits to be sent.', schema: z.object({ id: z.int() }) } },
    handle: async ({ params, body, caller }) =>
      reported(await reportUnfiled(api, { id: params.websiteId, said: body, by: caller.id })),
  }),
];

const websiteView = ({ toldAt, dueAt, reportedAt, closedAt, ...row }: UnfiledWebsite) => ({
  ...row,
  toldAt: formatInstant(toldAt),
  ...present({
    dueAt: ifKnown(dueAt, formatInstant),
    reportedAt: ifKnown(reportedAt, formatInstant),
    closedAt: ifKnown(closedAt, formatInstant),
  }),
});
