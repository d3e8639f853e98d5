/**
 * What names a message to its carrier, and comes back in the carrier's receipt. Every attempt has the same name, so that a
 * repeated one is recognised; when somebody has the message sent again it gets a new one, so that receipts of the
 * first time do not speak of the second.
 */
import { z } from 'zod';

export const deliveryKey = ({ id, resends }: { id: string; resends: number }): string =>
  resends === 0 ? `beian-${id}` : `beian-${id}-${resends}`;

const KEY = /^beian-(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:-(?<resends>[1-9]\d{0,5}))?$/;
const namedSchema = z.object({ id: z.uuid(), resends: z.coerce.number().default(0) });

/** The message a carrier speaks of; undefined when the name was not given here. */
export const readDeliveryKey = (key: string): z.infer<typeof namedSchema> | undefined =>
  namedSchema.safeParse(KEY.exec(key)?.groups).data;
