/**
 * The name of a message towards its carrier, which the carrier's receipt repeats. All attempts use the same name, so that a
 * carrier recognises a repeat. When somebody has the message sent again, it gets a new name, so that late receipts of the
 * first sending are not taken for the second.
 */
import { z } from 'zod';

export const deliveryKey = ({ id, resends }: { id: string; resends: number }): string =>
  resends === 0 ? `beian-${id}` : `beian-${id}-${resends}`;

const KEY = /^beian-(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:-(?<resends>[1-9]\d{0,5}))?$/;
const namedSchema = z.object({ id: z.uuid(), resends: z.coerce.number().default(0) });

/** The message that a carrier names; undefined when the name is not ours. */
export const readDeliveryKey = (key: string): z.infer<typeof namedSchema> | undefined =>
  namedSchema.safeParse(KEY.exec(key)?.groups).data;
