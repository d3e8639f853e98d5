/** The messages about an order, what became of each, and the in-app inboxes. */
import { z } from 'zod';
import { present } from '../../../domain/present.ts';
import { instant } from '../../../domain/time/instant.ts';
import { countUnread, inbox, markRead } from '../../../store/messages/inbox.ts';
import { DESK_INBOX, messagePage } from '../../../store/messages/messages.ts';
import { ownAccount, type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { messageSchema, messageView } from '../../../usecases/shown/message-view.ts';
import { showOfOrder } from '../../../usecases/reads/show.ts';
import { asking } from '../../http/read-reason.ts';
import { knownOf } from '../../../usecases/shown/masked-text-view.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';

const inboxQuery = z.strictObject({
  ...pageFields({ usual: 20, most: 100 }),
  show: z.enum(['unread', 'all']).default('all'),
});

export function messageRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listMessages',
      tag: 'Messages',
      method: 'get',
      path: '/v1/orders/{orderId}/messages',
      cost: 5,
      permission: 'messages.read',
      summary: 'What people were told about an order, oldest first',
      description:
        'Addresses are in clear for the owner, and for reviewers who have claimed the order or state why they look. Every read is noted.',
      showsPeople: true,
      params: orderPath,
      query: z.strictObject(pageFields({ usual: 200, most: 200 })),
      answers: {
        200: {
          description: 'One page of the notification log.',
          schema: z.object({ messages: z.array(messageSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params, query, caller, req }) => {
        const order = await findOrder(api, caller, 'messages.read', params.orderId);
        const which = caller.role === 'applicant' ? 'WITHOUT_OPERATORS' : 'ALL';
        const page = await messagePage(api.database, api.vault, { caseId: order.id, shown: which }, pageIn(query));
        const shown = await showOfOrder(api, asking(caller, req), order, { subject: 'MESSAGES' });
        const known = knownOf(order);
        return ok({ ...page, messages: page.messages.map((message) => messageView(message, shown, known)) });
      },
    }),
    route({
      id: 'readInbox',
      tag: 'Messages',
      method: 'get',
      path: '/v1/inbox',
      cost: 2,
      permission: 'inbox.read',
      summary: 'In-app messages of the account, newest first; for operators those of the desk',
      query: inboxQuery,
      answers: {
        200: {
          description: 'One page.',
          schema: z.object({ messages: z.array(messageSchema), unread: z.int(), cursor: nextCursor }),
        },
      },
      handle: async ({ query: { show, ...query }, caller }) => {
        const of = inboxOf(caller);
        const page = { show, ...pageIn(query) };
        const { messages, cursor } = await inbox(api.database, api.vault, of, page);
        return ok({
          messages: messages.map((message) => messageView(message, shownInInbox(caller), [])),
          unread: await countUnread(api.database, of),
          ...present({ cursor }),
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

/** Customers read their own inbox; the desk's is about everybody's orders. */
const shownInInbox = ({ role }: Caller) => (role === 'applicant' ? 'CLEAR' : 'MASKED');

const inboxOf = (caller: Caller) => (caller.role === 'operator' ? DESK_INBOX : ownAccount(caller));
