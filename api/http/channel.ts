/** The header in which an application says where the customer works: at a computer, in the app, in the mini-program. */
import type { Request } from 'express';
import { z } from 'zod';
import { CHANNELS, type Channel } from '../../domain/order-types/order-type.ts';
import { parse } from './problems.ts';

export const CHANNEL_HEADER = 'Beian-Channel';

export const channelSchema = z.enum(CHANNELS).meta({
  description:
    'Where the customer works. Rules about channels (`channel.types`, `channel.certificateUpload`) hold for requests that say it.',
  example: 'PC',
});

/** The channel of a request; undefined where it names none. */
export function channelOf(req: Request): Channel | undefined {
  const header = req.get(CHANNEL_HEADER);
  return header === undefined ? undefined : parse(channelSchema, header, CHANNEL_HEADER);
}
