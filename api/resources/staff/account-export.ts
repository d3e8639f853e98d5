/** Everything that is held about an account, in one file. */
import { z } from 'zod';
import { formSchema } from '../../../domain/order/form.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { isReference, READ_SHOWN } from '../../../domain/reads/read.ts';
import { formatInstant, instant } from '../../../domain/time/instant.ts';
import { filingTime } from '../../../store/orders/orders.ts';
import type { Caller } from '../../../usecases/access/caller.ts';
import { exportAccount, type ExportedAccount, type ExportedOrder } from '../../../usecases/accounts/export-account.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { asShown } from '../../views/as-shown.ts';
import { hiddenFrom, knownOf } from '../../views/masked-text-view.ts';
import { messageSchema, messageView } from '../../views/message-view.ts';
import { orderSummarySchema, summaryView } from '../../views/order-summary-view.ts';
import { documentSchema, documentView } from '../order/documents.ts';
import { entrySchema, entryView } from '../order/history.ts';
import { recordSchema, recordView } from '../record/records.ts';
import { accountSchema, accountView } from './accounts.ts';
import { readSchema, readView } from './reads.ts';

const at = z.iso.datetime({ offset: true });

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

const MOST = 100_000;
const versionSchema = documentSchema
  .extend({ removedAt: at.optional() })
  .meta({ id: 'ExportedDocument', description: 'Every version is listed, also replaced and removed ones.' });
const orderSchema = z
  .object({
    order: orderSummarySchema,
    form: asShown(formSchema).optional().meta({ description: 'Absent once it is erased.' }),
    documents: z.array(versionSchema).max(MOST),
    messages: z.array(messageSchema).max(MOST),
    history: z.array(entrySchema).max(MOST),
  })
  .meta({ id: 'ExportedOrder' });
const readOfAccountSchema = readSchema.extend({ reader: readSchema.shape.reader.partial({ id: true }) });
const exportSchema = z
  .object({
    format: z.literal('beian-export-1'),
    exportedAt: at,
    shown: z.enum(READ_SHOWN),
    account: accountSchema.optional(),
    orders: z.array(orderSchema).max(MOST),
    records: z.array(recordSchema).max(MOST),
    reads: z.array(readOfAccountSchema).max(MOST).meta({ description: 'Who looked at the data, when and why.' }),
  })
  .meta({ id: 'AccountExport' });

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

function exportView(
  { shown, account, orders, records, reads }: ExportedAccount,
  caller: Caller,
  nowMs: number,
): z.infer<typeof exportSchema> {
  return {
    format: 'beian-export-1',
    exportedAt: formatInstant(instant(nowMs)),
    shown,
    ...present({ account: ifKnown(account, (one) => accountView(one, shown)) }),
    orders: orders.map((one) => orderOf(one, { shown, caller, nowMs })),
    records: records.map((record) => recordView(record, shown)),
    reads: reads.map((read) => {
      const { reader, ...rest } = readView(read);
      const { id, ...role } = reader;
      return { ...rest, reader: caller.role === 'applicant' && id !== caller.id ? role : reader };
    }),
  };
}

function orderOf(
  { order, form, documents, messages, history }: ExportedOrder,
  { shown, caller, nowMs }: { shown: ExportedAccount['shown']; caller: Caller; nowMs: number },
): z.infer<typeof orderSchema> {
  const hidden = hiddenFrom(caller, order);
  const known = knownOf(order);
  const told = caller.role === 'applicant' ? messages.filter(({ recipient }) => recipient !== 'operator') : messages;
  return {
    order: summaryView(order, caller, filingTime(order, nowMs)),
    ...present({ form }),
    documents: documents.map((document) => ({
      ...documentView(document),
      ...present({ removedAt: ifKnown(document.removedAt, formatInstant) }),
    })),
    messages: told.map((message) => messageView(message, shown, known)),
    history: history.map((entry) => entryView(entry, caller, hidden)),
  };
}
