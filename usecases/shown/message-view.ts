/** A message as its readers see it: addresses are masked for everybody who does not work with them. */
import { z } from 'zod';
import { maskEmail, maskMobile } from '../../domain/identity/masking.ts';
import { maskedTexts } from './masked-text-view.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { MESSAGE_CHANNELS, NOTICE_CODES } from '../../domain/messages/notice.ts';
import type { StoredMessage } from '../../store/messages/message-row.ts';
import type { ReadShown } from '../../domain/reads/read.ts';

const at = z.iso.datetime({ offset: true });

export const messageSchema = z
  .object({
    id: z.string(),
    orderId: z.string(),
    code: z.enum(NOTICE_CODES),
    recipient: z.string(),
    personId: z.string().optional(),
    channel: z.enum(MESSAGE_CHANNELS),
    address: z.string().optional(),
    params: z.record(z.string(), z.unknown()).optional().meta({ description: 'What the text was filled with.' }),
    status: z.enum(['PENDING', 'SENT', 'FAILED', 'DELIVERED']),
    attempts: z.int(),
    lastError: z.string().optional(),
    heldSince: at.optional().meta({ description: 'Since when it waits for somebody to put something right.' }),
    at,
    sentAt: at.optional(),
    settledAt: at.optional(),
    readAt: at.optional(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageSchema>;

/** `known`: what identifies people of the order, to be taken out of texts that are shown masked. */
export function messageView(message: StoredMessage, shown: ReadShown, known: readonly string[]): MessageView {
  const { personId, channel, address, params, lastError, heldAt, sentAt, settledAt, readAt } = message;
  return {
    id: message.id,
    orderId: message.caseId,
    code: message.code,
    recipient: message.recipient,
    ...present({ personId }),
    channel,
    ...(address === undefined ? {} : { address: shown === 'CLEAR' ? address : masked(channel, address) }),
    ...(params === undefined ? {} : { params: shown === 'CLEAR' ? params : maskedTexts(params, known) }),
    status: message.status,
    attempts: message.attempts,
    ...present({ lastError, heldSince: ifKnown(heldAt, formatInstant) }),
    at: formatInstant(message.at),
    ...present({
      sentAt: ifKnown(sentAt, formatInstant),
      settledAt: ifKnown(settledAt, formatInstant),
      readAt: ifKnown(readAt, formatInstant),
    }),
  };
}

function masked(channel: StoredMessage['channel'], address: string): string {
  switch (channel) {
    case 'SMS':
      return maskMobile(address);
    case 'EMAIL':
      return maskEmail(address);
    case 'IN_APP':
      return address;
    default:
      return channel satisfies never;
  }
}
