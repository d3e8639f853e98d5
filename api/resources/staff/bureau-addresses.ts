/** The addresses that the provider reports to its bureaus, for operators (R-MI-3). */
import { z } from 'zod';
import { addressToReportSchema, REPORT_STATES } from '../../../domain/bureau/address-to-report.ts';
import { present, ifKnown } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { addressesOf, type ReportedAddress } from '../../../store/bureau-addresses/addresses.ts';
import { reportAddress, takeAddressBack } from '../../../usecases/bureau/addresses.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { reported } from './bureau-reported.ts';

const MOST = 1000;

const reportedSchema = z
  .object({
    id: z.int(),
    kind: z.string(),
    from: z.string(),
    to: z.string(),
    state: z.enum(REPORT_STATES).meta({
      description: 'A website may be filed on addresses that are `ACCEPTED` and used.',
    }),
    codes: z.array(z.string()).max(100).meta({ description: 'What the bureau has against it, by its codes.' }),
    enteredAt: z.iso.datetime({ offset: true }),
    miitId: z.string().optional(),
    answeredAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'ReportedAddress' });

const account = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);

export const bureauAddressRoutes = (api: Api): Route[] => [
  route({
    id: 'listBureauAddresses',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/accounts/{account}/addresses',
    permission: 'bureau-exchange.read',
    summary: 'The addresses that were reported to a bureau, the newest first',
    params: z.object({ account }),
    answers: {
      200: { description: 'At most 1000.', schema: z.object({ addresses: z.array(reportedSchema).max(MOST) }) },
    },
    handle: async ({ params }) =>
      ok({ addresses: (await addressesOf(api.database, params.account, MOST)).map(addressView) }),
  }),
  route({
    id: 'reportBureauAddress',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/accounts/{account}/addresses',
    permission: 'bureau-exchange.run',
    summary: 'Report a range of addresses to the bureau',
    description:
      'Report the source before what is done with the addresses, and wait until it is accepted. A range that was refused is entered anew.',
    params: z.object({ account }),
    body: addressToReportSchema,
    answers: { 202: { description: 'It waits to be sent.', schema: z.object({ id: z.int() }) } },
    handle: async ({ params, body, caller }) =>
      reported(await reportAddress(api, { account: params.account, address: body, by: caller.id })),
  }),
  route({
    id: 'takeBureauAddressBack',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/addresses/{addressId}/removal',
    permission: 'bureau-exchange.run',
    summary: 'Take back a range that the bureau has accepted',
    params: z.object({ addressId: z.coerce.number().int().min(1).max(2_147_483_647) }),
    answers: { 202: { description: 'The removal waits to be sent.', schema: z.object({ id: z.int() }) } },
    handle: async ({ params }) => reported(await takeAddressBack(api, params.addressId)),
  }),
];

const addressView = ({ account: _account, enteredAt, answeredAt, ...row }: ReportedAddress) => ({
  ...row,
  enteredAt: formatInstant(enteredAt),
  ...present({ answeredAt: ifKnown(answeredAt, formatInstant) }),
});
