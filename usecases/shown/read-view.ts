/** One look at somebody's data, for auditors and for whose data it is. */
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import { READ_DOORS, READ_GROUNDS, READ_REASONS, READ_SHOWN, READ_SUBJECTS } from '../../domain/reads/read.ts';
import { CALLER_ROLES } from '../../domain/role.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import type { WrittenRead } from '../../store/reads/read-list.ts';

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
