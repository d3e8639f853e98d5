/** Everything that is held about an account, as the file that a person gets. */
import { z } from 'zod';
import { formSchema } from '../../domain/order/form.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { READ_SHOWN } from '../../domain/reads/read.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import type { ExportedAccount, ExportedOrder } from '../accounts/export-account.ts';
import { accountSchema, accountView } from './account-view.ts';
import { asShown } from './as-shown.ts';
import { documentSchema, documentView } from './document-view.ts';
import { entrySchema, entryView } from './history-view.ts';
import { hiddenFrom, knownOf } from './masked-text-view.ts';
import { messageSchema, messageView } from './message-view.ts';
import { orderSummarySchema, summaryView } from './order-summary-view.ts';
import { readSchema, readView } from './read-view.ts';
import { recordSchema, recordView } from './record-view.ts';

const at = z.iso.datetime({ offset: true });
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
export const exportSchema = z
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

/** @param nowMs wall clock in milliseconds */
export function exportView(
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
