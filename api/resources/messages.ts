/** What people were told about an order, what became of each message, and the in-app inboxes. */
import { z } from 'zod';
import { formatInstant, instant } from '../../domain/instant.ts';
import { maskEmail, maskMobile } from '../../domain/identity/masking.ts';
import { MESSAGE_CHANNELS, NOTICE_CODES } from '../../domain/notification.ts';
import { countUnread, inbox, markRead } from '../../store/inbox.ts';
import type { StoredMessage } from '../../store/message-row.ts';
import { DESK_INBOX, listOf } from '../../store/messages.ts';
import { personalData } from '../access.ts';
import { ownAccount, type Caller } from '../caller.ts';
import type { Api } from '../dependencies.ts';
import { findOrder, orderPath } from '../orders-in-reach.ts';
import { problem } from '../problems.ts';
import { noContent, ok, route, type Route } from '../route.ts';

const at = z.iso.datetime({ offset: true });
const messageSchema = z
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
    at,
    sentAt: at.optional(),
    settledAt: at.optional(),
    readAt: at.optional(),
  })
  .meta({ id: 'Message' });

const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  show: z.enum(['unread', 'all']).default('all'),
  cursor: z.string().max(200).optional().meta({ description: '`cursor` of the page before.' }),
});

export function messageRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listMessages',
      tag: 'Messages',
      method: 'get',
      path: '/v1/orders/{orderId}/messages',
      permission: 'messages.read',
      summary: 'What people were told about an order, oldest first',
      params: orderPath,
      answers: {
        200: { description: 'The notification log.', schema: z.object({ messages: z.array(messageSchema) }) },
      },
      handle: async ({ params, caller }) => {
        const order = await findOrder(api, caller, 'messages.read', params.orderId);
        const all = await listOf(api.database, api.vault, order.id);
        const shown = caller.role === 'applicant' ? all.filter(({ recipient }) => recipient !== 'operator') : all;
        return ok({ messages: shown.map((message) => messageView(message, caller)) });
      },
    }),
    route({
      id: 'readInbox',
      tag: 'Messages',
      method: 'get',
      path: '/v1/inbox',
      permission: 'inbox.read',
      summary: 'In-app messages of the account, newest first; for operators those of the desk',
      query: pageQuery,
      answers: {
        200: {
          description: 'One page.',
          schema: z.object({ messages: z.array(messageSchema), unread: z.int(), cursor: z.string().optional() }),
        },
      },
      handle: async ({ query: { limit, show, cursor: after }, caller }) => {
        const of = inboxOf(caller);
        const page = { limit, show, ...(after === undefined ? {} : { cursor: after }) };
        const { messages, cursor } = await inbox(api.database, api.vault, of, page);
        return ok({
          messages: messages.map((message) => messageView(message, caller)),
          unread: await countUnread(api.database, of),
          ...(cursor === undefined ? {} : { cursor }),
        });
      },
    }),
    route({
      id: 'markMessageRead',
      tag: 'Messages',
      method: 'post',
      path: '/v1/inbox/{messageId}/read',
      permission: 'inbox.read',
      summary: 'Mark an in-app message as read',
      params: z.object({ messageId: z.uuid() }),
      answers: { 204: { description: 'Read.' } },
      handle: async ({ params, caller }) => {
        const isThere = await markRead(api.database, inboxOf(caller), params.messageId, instant(api.now()));
        if (!isThere) throw problem('NOT_FOUND', { detail: 'There is no such message in your inbox.' });
        return noContent;
      },
    }),
  ];
}

const inboxOf = (caller: Caller) => (caller.role === 'operator' ? DESK_INBOX : ownAccount(caller));

function messageView(message: StoredMessage, { role }: Caller): z.infer<typeof messageSchema> {
  const { personId, channel, address, params, lastError, sentAt, settledAt, readAt } = message;
  return {
    id: message.id,
    orderId: message.orderId,
    code: message.code,
    recipient: message.recipient,
    ...(personId === undefined ? {} : { personId }),
    channel,
    ...(address === undefined ? {} : { address: personalData[role] === 'CLEAR' ? address : masked(channel, address) }),
    ...(params === undefined ? {} : { params }),
    status: message.status,
    attempts: message.attempts,
    ...(lastError === undefined ? {} : { lastError }),
    at: formatInstant(message.at),
    ...(sentAt === undefined ? {} : { sentAt: formatInstant(sentAt) }),
    ...(settledAt === undefined ? {} : { settledAt: formatInstant(settledAt) }),
    ...(readAt === undefined ? {} : { readAt: formatInstant(readAt) }),
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
