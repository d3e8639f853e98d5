/** Who looked at whose data: for auditors the record of reads, for operators the alarms about people who read much. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { READ_DOORS, READ_SHOWN, READ_SUBJECTS } from '../../../domain/reads/read.ts';
import { ifKnown } from '../../../domain/present.ts';
import { formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import { alarmPage, type ReadAlarm } from '../../../store/reads/read-alarms.ts';
import { readPage } from '../../../store/reads/read-list.ts';
import { readSchema, readView } from '../../../usecases/shown/read-view.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier, filingNumber, orderNumber, staffIdentifier } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
const alarmSchema = z
  .object({
    readerId: z.string(),
    day: z.iso.date().meta({ description: 'The day in China.' }),
    raisedAt: at,
    reads: z.int().meta({ description: 'Reads in clear on that day when it was noticed.' }),
    usual: z.int().meta({ description: 'How many are usual (`reads.clearPerDay`).' }),
    orderId: z.string().optional().meta({ description: 'The order on which the task was opened.' }),
  })
  .meta({ id: 'ReadAlarm' });

const listQuery = z.strictObject({
  readerId: staffIdentifier.optional(),
  orderId: orderNumber.optional(),
  accountId: accountIdentifier.optional(),
  recordNumber: filingNumber.optional(),
  subject: z.enum(READ_SUBJECTS).optional(),
  door: z.enum(READ_DOORS).optional(),
  shown: z.enum(READ_SHOWN).optional(),
  from: at.optional().meta({ description: 'From this instant on.' }),
  until: at.optional().meta({ description: 'Before this instant.' }),
  ...pageFields({ usual: 100, most: 500 }),
});

export function readRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listReads',
      tag: 'Reads',
      method: 'get',
      path: '/v1/reads',
      cost: 5,
      permission: 'reads.read',
      summary: 'Who looked at whose data, newest first',
      description:
        'One row for each form, scan, list of messages, record and account that was shown, in clear or masked, and for payloads that the codec server decoded. Rows are written before anything is shown, and never changed.',
      query: listQuery,
      answers: {
        200: {
          description: 'One page.',
          schema: z.object({ reads: z.array(readSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query: { limit, cursor, from, until, ...equal } }) => {
        const filter = {
          ...present(equal),
          ...present({ from: ifKnown(from, parseInstant), until: ifKnown(until, parseInstant) }),
        };
        const { rows, ...rest } = await readPage(api.database, filter, pageIn({ limit, cursor }));
        return ok({ reads: rows.map(readView), ...rest });
      },
    }),
    route({
      id: 'listReadAlarms',
      tag: 'Reads',
      method: 'get',
      path: '/v1/read-alarms',
      permission: 'read-alarms.read',
      summary: 'Who read more in clear on a day than is usual, newest day first',
      query: z.strictObject(pageFields({ usual: 100, most: 500 })),
      answers: {
        200: { description: 'One page.', schema: z.object({ alarms: z.array(alarmSchema), cursor: nextCursor }) },
      },
      handle: async ({ query }) => {
        const { rows, ...rest } = await alarmPage(api.database, pageIn(query));
        return ok({ alarms: rows.map(alarmView), ...rest });
      },
    }),
  ];
}

const alarmView = ({ readerId, day, raisedAt, reads, usual, orderId }: ReadAlarm): z.infer<typeof alarmSchema> => ({
  readerId,
  day,
  raisedAt: formatInstant(raisedAt),
  reads,
  usual,
  ...present({ orderId }),
});
