/** Who looked at whose data: for auditors the record of reads, for operators the alarms about people who read much. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { READ_DOORS, READ_GROUNDS, READ_REASONS, READ_SHOWN, READ_SUBJECTS } from '../../../domain/reads/read.ts';
import { CALLER_ROLES } from '../../../domain/role.ts';
import { ifKnown } from '../../../domain/present.ts';
import { formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import { alarmPage, type ReadAlarm } from '../../../store/reads/read-alarms.ts';
import { readPage, type WrittenRead } from '../../../store/reads/read-list.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier, filingNumber, orderNumber, staffIdentifier } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
export const readSchema = z
  .object({
    id: z.int(),
    at,
    door: z.enum(READ_DOORS).meta({ description: '`codec`: the codec server, which shows payloads in Temporal UI.' }),
    reader: z.object({ id: z.string(), role: z.enum(CALLER_ROLES), accountId: z.string().optional() }),
    subject: z.enum(READ_SUBJECTS),
    orderId: z.string().optional(),
    slot: z.string().optional(),
    accountId: z.string().optional().meta({ description: 'Whose data it is.' }),
    recordNumber: z.string().optional(),
    count: z.int().meta({ description: 'How many questions or payloads the row stands for; else 1.' }),
    shown: z.enum(READ_SHOWN),
    ground: z.enum(READ_GROUNDS).meta({
      description:
        '`OWN`: data of the own account. `CLAIM`: the reader had claimed the order, or an order of the account. `REASON`: a reason was stated. `WORK`: the daily work of the role. `NONE`: masked.',
    }),
    reason: z.enum(READ_REASONS).optional(),
    reference: z.string().optional(),
  })
  .meta({ id: 'Read' });

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

export function readView({ id, at: readAt, door, reader, reason, ...read }: WrittenRead): z.infer<typeof readSchema> {
  const { subject, orderId, slot, accountId, recordNumber, count = 1, shown, ground } = read;
  return {
    id,
    at: formatInstant(readAt),
    door,
    reader: { id: reader.id, role: reader.role, ...present({ accountId: reader.accountId }) },
    subject,
    ...present({ orderId, slot, accountId, recordNumber }),
    count,
    shown,
    ground,
    ...present({ reason: reason?.code, reference: reason?.reference }),
  };
}

const alarmView = ({ readerId, day, raisedAt, reads, usual, orderId }: ReadAlarm): z.infer<typeof alarmSchema> => ({
  readerId,
  day,
  raisedAt: formatInstant(raisedAt),
  reads,
  usual,
  ...present({ orderId }),
});
