/** Everything that is held about an account, in one file. */
import { z } from 'zod';
import type { AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { isReference } from '../../../domain/reads/read.ts';
import { exportAccount } from '../../../usecases/accounts/export-account.ts';
import { exportSchema, exportView } from '../../../usecases/shown/account-export-view.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const bodySchema = z
  .strictObject({
    reference: z
      .string()
      .refine(isReference, 'write the number of a letter or ticket, without data of people')
      .optional()
      .meta({ description: 'Number of the letter or ticket in which the person asks. Staff must name it.' }),
    documentNumber: z
      .string()
      .trim()
      .min(4)
      .max(60)
      .optional()
      .meta({ description: 'For staff: the number of the document of the person who asks, who is then in clear.' }),
  })
  .default({})
  .meta({ id: 'ExportAccount' });

export function accountExportRoutes(api: Api): Route[] {
  return [
    route({
      id: 'exportAccount',
      tag: 'Accounts',
      method: 'post',
      path: '/v1/accounts/{accountId}/export',
      cost: 20,
      permission: 'accounts.export',
      summary: 'Everything that is held about an account, in one file',
      description:
        'Account, orders with forms, versions of scans, messages and histories, records, and who looked at the data. In clear for its owner. An operator who answers a person names the letter or ticket; people are masked, but for the one whose document is named. Every order’s history says that it was exported; images are read one by one.',
      params: z.object({ accountId: accountIdentifier }),
      body: bodySchema,
      example: { reference: 'T-2026-118', documentNumber: '11010519491231002X' },
      answers: {
        200: {
          description: 'The file.',
          schema: exportSchema,
          headers: { 'Content-Disposition': 'The name of the file.' },
        },
      },
      handle: async ({ params, body: { reference, documentNumber }, caller }) => {
        const onBehalf = reference === undefined ? undefined : { reference, ...present({ documentNumber }) };
        const all = await exportAccount(api, caller, { accountId: params.accountId as AccountId, onBehalf });
        const file = exportView(all, caller, api.now());
        return ok(file, { 'Content-Disposition': 'attachment; filename="beian-export.json"' });
      },
    }),
  ];
}
